using System.Collections.Immutable;
using Whorl.Components.Linking;

namespace Whorl.Components.Runtime;

/// <summary>Everything about a component linked to a host that is the same in every store.</summary>
internal sealed class LinkedComponent : IDisposable
{
    private readonly CalleeTable _callees;

    private LinkedComponent(CompiledComponent compiled, ResolvedImports imports, ComponentLimits limits)
    {
        Plan = compiled.Plan;
        Imports = imports;
        Limits = limits;
        Contexts = new ContextTable();
        Functions = [.. Plan.Lifted.Select((lifted, i) => new GuestFunction(
            i, lifted, Contexts.IndexOf(lifted.Options), EnteringSets.FromHost(Plan, lifted.Options.ComponentInstance)))];
        _callees = new CalleeTable(compiled.Engine);
        Factory = new CalleeFactory(this, _callees);
        try
        {
            Sources = new CoreSources(Plan, Factory);
            Steps = [.. Plan.Initializers.OfType<InstantiateModule>().Select(i => ModuleStep.Create(compiled, i, Factory))];
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public LinkPlan Plan { get; }

    public ResolvedImports Imports { get; }

    public ComponentLimits Limits { get; }

    public ContextTable Contexts { get; }

    /// <summary>The functions that guests offer, by index into the plan's lifted functions.</summary>
    public ImmutableArray<GuestFunction> Functions { get; }

    public CalleeFactory Factory { get; }

    /// <summary>Where the functions and memories of canonical options come from.</summary>
    public CoreSources Sources { get; }

    /// <summary>The core modules to instantiate, in order.</summary>
    public ImmutableArray<ModuleStep> Steps { get; } = [];

    public static LinkedComponent Create(CompiledComponent compiled, ResolvedImports imports, ComponentLimits limits) =>
        new(compiled, imports, limits);

    public void Dispose()
    {
        foreach (var step in Steps)
        {
            step.Dispose();
        }

        _callees.Dispose();
    }
}
