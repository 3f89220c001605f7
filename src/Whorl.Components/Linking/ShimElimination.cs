using Whorl.Components.Types.CoreModules;

namespace Whorl.Components.Linking;

/// <summary>
/// Binds what goes through a toolchain's shim directly. A shim function only passes its call on to whatever a fix-up put
/// into the shim's table, so that users of the shim can be given that function itself; when nothing is left that uses the
/// shim, it and its fix-up need not be instantiated. Nor need what only calls another module's initialization. A plain component is
/// then a single core instance.
/// </summary>
internal sealed class ShimElimination
{
    private readonly LinkPlan _plan;
    private readonly Dictionary<int, int> _stepOfInstance = [];
    private readonly Dictionary<int, ShimModule?> _shims = [];
    private readonly Dictionary<int, FixupModule?> _fixups = [];

    private ShimElimination(LinkPlan plan)
    {
        _plan = plan;
        for (var i = 0; i < plan.Initializers.Length; i++)
        {
            if (plan.Initializers[i] is InstantiateModule step)
            {
                _stepOfInstance.Add(step.CoreInstance, i);
            }
        }
    }

    public static LinkPlan Apply(LinkPlan plan)
    {
        var elimination = new ShimElimination(plan);
        var targets = elimination.FindTargets(out var pairs);
        var rewritten = targets.Count == 0 ? plan : PlanRewriter.Map(plan, (item, step) =>
            targets.TryGetValue(item, out var target) && elimination.Exists(target, step) ? target : item);
        var used = UsedInstances(rewritten, pairs.Values.ToHashSet());
        var shims = pairs.Where(pair => !used.Contains(pair.Key)).ToDictionary(pair => pair.Value, pair => pair.Key);
        var removed = new HashSet<int>(shims.Values);
        foreach (var step in plan.Initializers.OfType<InstantiateModule>())
        {
            if (!shims.TryGetValue(step.CoreInstance, out var shim))
            {
                shim = -1;
                if (elimination.FixupOf(step) is not { TableImport: < 0 })
                {
                    continue;
                }
            }

            if (elimination.MoveStart(rewritten, step.CoreInstance, removed) is { } moved)
            {
                rewritten = moved;
                removed.Add(step.CoreInstance);
            }
            else
            {
                removed.Remove(shim);
            }
        }

        return removed.Count == 0 ? rewritten : PlanRewriter.Remove(rewritten, removed);
    }

    /// <summary>
    /// Has what a fix-up calls called with the instantiation of the module that exports it. Null if that would be at another time, because
    /// something is instantiated in between that is not <paramref name="removed"/>.
    /// </summary>
    private LinkPlan? MoveStart(LinkPlan plan, int fixupInstance, HashSet<int> removed)
    {
        var position = _stepOfInstance[fixupInstance];
        var step = (InstantiateModule)plan.Initializers[position];
        if (FixupOf(step)?.StartImport is not { } import)
        {
            return plan;
        }

        if (step.Arguments[import] is not CoreExport start)
        {
            return null;
        }

        var owner = _stepOfInstance[start.CoreInstance];
        return plan.Initializers[owner] is InstantiateModule { Initialize: null } main
            && plan.Initializers.Take(new Range(owner + 1, position)).All(between => between is not InstantiateModule other || removed.Contains(other.CoreInstance))
            && plan.Modules[main.Module].Type.Exports[start.Name] is CoreFunctionExtern { Type: { Parameters.Length: 0, Results.Length: 0 } }
                ? plan with { Initializers = plan.Initializers.SetItem(owner, main with { Initialize = start.Name }) }
                : null;
    }

    // Fix-ups have no exports, so that nothing refers to them; what they themselves refer to does not count.
    private static HashSet<int> UsedInstances(LinkPlan plan, HashSet<int> fixups)
    {
        var used = new HashSet<int>();
        var withoutFixups = plan with
        {
            Initializers = [.. plan.Initializers.Where(i => i is not InstantiateModule step || !fixups.Contains(step.CoreInstance))],
        };
        PlanRewriter.Map(withoutFixups, (item, _) =>
        {
            if (item is CoreExport export)
            {
                used.Add(export.CoreInstance);
            }

            return item;
        });
        return used;
    }

    /// <summary>Finds, for every function of every shim that has a fix-up, what its calls end up at.</summary>
    private Dictionary<CoreItem, CoreItem> FindTargets(out Dictionary<int, int> fixupOfShim)
    {
        var targets = new Dictionary<CoreItem, CoreItem>();
        fixupOfShim = [];
        var uses = _plan.Initializers.OfType<InstantiateModule>().SelectMany(step => step.Arguments.OfType<CoreExport>()).CountBy(e => e);
        var usedOnce = uses.Where(use => use.Value == 1).Select(use => use.Key).ToHashSet();
        foreach (var step in _plan.Initializers.OfType<InstantiateModule>())
        {
            if (FixupOf(step) is not { TableImport: >= 0 } fixup
                || step.Arguments[fixup.TableImport] is not CoreExport table
                || ShimOf(table.CoreInstance) is not { } shim
                || shim.TableName != table.Name
                || !usedOnce.Contains(table))
            {
                // Another module that has the table could put something else into it.
                continue;
            }

            fixupOfShim.Add(table.CoreInstance, step.CoreInstance);
            foreach (var (name, slot) in shim.Slots)
            {
                if (fixup.Slots.TryGetValue(slot, out var import) && HasSameType(table.CoreInstance, name, step.Module, import))
                {
                    targets.Add(new CoreExport(table.CoreInstance, name), step.Arguments[import]);
                }
            }
        }

        return targets;
    }

    private FixupModule? FixupOf(InstantiateModule step)
    {
        if (!_fixups.TryGetValue(step.Module, out var fixup))
        {
            fixup = FixupModule.TryRead(_plan.Modules[step.Module]);
            _fixups.Add(step.Module, fixup);
        }

        return fixup;
    }

    private ShimModule? ShimOf(int coreInstance)
    {
        var module = ModuleOf(coreInstance);
        if (!_shims.TryGetValue(module, out var shim))
        {
            shim = ShimModule.TryRead(_plan.Modules[module]);
            _shims.Add(module, shim);
        }

        return shim;
    }

    private int ModuleOf(int coreInstance) => ((InstantiateModule)_plan.Initializers[_stepOfInstance[coreInstance]]).Module;

    // The shim's call checks the type when it runs; a direct call must be right from the start.
    private bool HasSameType(int shimInstance, string name, int fixupModule, int import) =>
        _plan.Modules[ModuleOf(shimInstance)].Type.Exports[name] is CoreFunctionExtern shim
        && _plan.Modules[fixupModule].Type.Imports.GetAt(import).Value is CoreFunctionExtern actual
        && shim.Type.IsSubtypeOf(actual.Type)
        && actual.Type.IsSubtypeOf(shim.Type);

    // A function of another core instance is there only after that instance.
    private bool Exists(CoreItem target, int step) => target is not CoreExport export || _stepOfInstance[export.CoreInstance] < step;
}
