using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Grants;
using Whorl.Components.Hosting;

namespace Whorl.Capabilities;

/// <summary>
/// Something that the host can do for guests, through one or more WIT interfaces. Its life: made once per app from the app's
/// configuration, asked to <see cref="Validate"/> the grants of each component, added to the linker, asked by the linker for an
/// implementation in each instance that calls it, and disposed with the app.
/// </summary>
public abstract class Capability : IAsyncDisposable
{
    /// <summary>What messages, spans and metrics call it, for example <c>key-value</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What of a component's grants cannot be given as things are configured. Called before anything is compiled.</summary>
    public virtual IEnumerable<GrantProblem> Validate(ComponentGrants component) => [];

    /// <summary>Offers the interfaces.</summary>
    /// <param name="linker">What components are linked by.</param>
    /// <param name="scope">The instance that a store runs, from the store's state.</param>
    public abstract void AddTo(ComponentLinker linker, Func<object?, CapabilityScope> scope);

    /// <summary>Closes what is shared between instances. No guest may be running.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
