using System.Collections.Immutable;
using Whorl.Components.Runtime;

namespace Whorl.Components.Hosting;

/// <summary>Holds what the host offers to components and links components against it. Build one, then link many.</summary>
public sealed class ComponentLinker
{
    private readonly List<HostOffer> _offers = [];

    /// <summary>The most handles that one component instance may hold at once.</summary>
    public int HandleLimit { get; init; } = 1 << 20;

    /// <summary>
    /// The most bytes of strings and lists that a guest may hand over in one call. Lists of lists may name the same memory
    /// many times, so that a guest's own memory limit does not bound what its lists unfold to.
    /// </summary>
    public long LiftLimitBytes { get; init; } = 128 << 20;

    /// <summary>
    /// The most operations of the host, such as async calls that have not returned and reads from the host's streams, that the guests of
    /// one store may wait for at once.
    /// </summary>
    public int HostOperationLimit { get; init; } = 1 << 16;

    /// <summary>The names of the interfaces that are offered so far; the empty name stands for functions outside interfaces.</summary>
    public IEnumerable<string> Interfaces => _offers.Select(o => o.Interface.Name);

    /// <summary>What is offered so far.</summary>
    internal ImmutableArray<HostOffer> Offers => [.. _offers];

    /// <summary>Offers an interface.</summary>
    /// <param name="offer">The interface. A component that imports any semver-compatible version of it is linked to it.</param>
    /// <param name="implementation">
    /// Makes the object that runs the functions, from the state of the store; called once per component instance, on its first call into
    /// the interface.
    /// </param>
    /// <exception cref="ArgumentException">The interface is already offered in the same version.</exception>
    public ComponentLinker Add(HostInterface offer, Func<object?, object> implementation)
    {
        ArgumentNullException.ThrowIfNull(offer);
        ArgumentNullException.ThrowIfNull(implementation);
        if (_offers.Exists(o => o.Interface.Name == offer.Name))
        {
            throw new ArgumentException($"The interface \"{offer.Name}\" is already offered; add each version once.", nameof(offer));
        }

        _offers.Add(new HostOffer(offer, implementation));
        return this;
    }

    /// <summary>Links a component: finds a host function of the same type for each of its imports.</summary>
    /// <exception cref="LinkException">At least one import is not met; the message lists them all.</exception>
    public ComponentPre Link(CompiledComponent component)
    {
        ArgumentNullException.ThrowIfNull(component);
        return Link(component, _ => null);
    }

    /// <summary>Links a component that was composed of parts, offering something of its own to some of them.</summary>
    /// <param name="component">The component.</param>
    /// <param name="linkerOf">What a part of the given name is linked against; null for this linker. Limits are always this linker's.</param>
    /// <exception cref="LinkException">At least one import is not met; the message lists them all.</exception>
    public ComponentPre Link(CompiledComponent component, Func<string, ComponentLinker?> linkerOf)
    {
        ArgumentNullException.ThrowIfNull(component);
        ArgumentNullException.ThrowIfNull(linkerOf);
        ImmutableArray<ImmutableArray<HostOffer>> offers = component.Plan.Parts.IsEmpty
            ? [[.. _offers]]
            : [.. component.Plan.Parts.Select(part => (linkerOf(part) ?? this)._offers.ToImmutableArray())];
        var limits = new ComponentLimits(HandleLimit, LiftLimitBytes, HostOperationLimit);
        return new ComponentPre(component, ImportResolver.Resolve(component.Plan, offers), limits);
    }
}
