namespace Whorl.Components.Linking;

/// <summary>Rebuilds a plan without some of its core instances, closing the gaps in the numbers.</summary>
internal sealed class PlanRewriter
{
    private readonly LinkPlan _plan;
    private readonly Dictionary<int, int> _instances = [];
    private readonly Dictionary<int, int> _modules = [];

    private PlanRewriter(LinkPlan plan)
    {
        _plan = plan;
    }

    /// <summary>Leaves out the instantiations of <paramref name="removed"/> core instances, which nothing may refer to.</summary>
    public static LinkPlan Remove(LinkPlan plan, IReadOnlySet<int> removed)
    {
        var rewriter = new PlanRewriter(plan);
        var kept = plan.Initializers.Where(i => i is not InstantiateModule step || !removed.Contains(step.CoreInstance)).ToList();
        foreach (var step in kept.OfType<InstantiateModule>())
        {
            rewriter._instances.Add(step.CoreInstance, rewriter._instances.Count);
            rewriter._modules.TryAdd(step.Module, rewriter._modules.Count);
        }

        return rewriter.Rewrite(kept);
    }

    /// <summary>
    /// Replaces the core items that a plan mentions. <paramref name="map"/> gets the position of the step that mentions an
    /// item, or the number of steps when only a later call does.
    /// </summary>
    public static LinkPlan Map(LinkPlan plan, Func<CoreItem, int, CoreItem> map)
    {
        var last = plan.Initializers.Length;
        return plan with
        {
            Initializers = [.. plan.Initializers.Select((step, i) => Map(step, item => map(item, i)))],
            Lifted = [.. plan.Lifted.Select(lifted => lifted with { Callee = map(lifted.Callee, last) })],
            Resources =
            [
                .. plan.Resources.Select(r => r with { Destructor = r.Destructor is null ? null : map(r.Destructor, last) }),
            ],
        };
    }

    private static Initializer Map(Initializer step, Func<CoreItem, CoreItem> map) => step switch
    {
        InstantiateModule s => s with { Arguments = [.. s.Arguments.Select(map)] },
        ExtractMemory s => s with { Source = map(s.Source) },
        ExtractRealloc s => s with { Source = map(s.Source) },
        ExtractPostReturn s => s with { Source = map(s.Source) },
        ExtractCallback s => s with { Source = map(s.Source) },
        ExtractTable s => s with { Source = map(s.Source) },
        _ => step,
    };

    private LinkPlan Rewrite(List<Initializer> kept)
    {
        var plan = Map(_plan with { Initializers = [.. kept] }, Renumber);
        return plan with
        {
            Initializers = [.. plan.Initializers.Select(Renumber)],
            Modules = [.. _modules.OrderBy(m => m.Value).Select(m => _plan.Modules[m.Key])],
            CoreInstanceCount = _instances.Count,
        };
    }

    private Initializer Renumber(Initializer step) => step is InstantiateModule s
        ? s with { Module = _modules[s.Module], CoreInstance = _instances[s.CoreInstance] }
        : step;

    private CoreItem Renumber(CoreItem item, int step) =>
        item is CoreExport export ? export with { CoreInstance = _instances[export.CoreInstance] } : item;
}
