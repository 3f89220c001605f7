using System.Collections.Immutable;
using System.Diagnostics;
using Whorl.Components.Abi.Shapes;
using Whorl.Components.Linking;

namespace Whorl.Components.Runtime;

/// <summary>Makes what core modules call: lowered functions and built-ins.</summary>
internal sealed class CalleeFactory(LinkedComponent linked, CalleeTable table)
{
    private readonly CoreCallee?[] _lowerings = new CoreCallee?[linked.Plan.Lowerings.Length];
    private readonly ShapeTable _shapes = new(inGuest: true);

    public CoreSource Source(CoreItem item) =>
        item is CoreExport export ? new ExportSource(export) : table.Source(Callee(item));

    /// <summary>What native code passes back when it calls the callee.</summary>
    public nint Env(CoreCallee callee) => table.Env(callee);

    public CoreCallee Callee(CoreItem item) => item switch
    {
        LoweredFunction lowered => _lowerings[lowered.Lowering] ??= Lower(linked.Plan.Lowerings[lowered.Lowering]),
        Builtin builtin => Make(builtin),
        _ => throw new UnreachableException(),
    };

    private CoreCallee Lower(Lowering lowering)
    {
        var context = linked.Contexts.IndexOf(lowering.Options);
        if (lowering.Options.IsAsync)
        {
            return new UnsupportedCallee("an async lowering", lowering.Options.ComponentInstance, lowering.CoreType);
        }

        if (lowering.Target is HostProvided host)
        {
            var (function, slot) = linked.Imports.Functions[host.Import];
            return new HostCallee(function, slot, lowering.Options.ComponentInstance, context, lowering.CoreType);
        }

        var target = linked.Functions[((GuestProvided)lowering.Target).Lifted];
        var entering = EnteringSets.Between(linked.Plan, lowering.Options.ComponentInstance, target.Options.ComponentInstance);
        return target.Options.IsAsync
            ? new UnsupportedCallee("an async function of another component", lowering.Options.ComponentInstance, lowering.CoreType)
            : new AdapterCallee(lowering, target, _shapes, entering, context);
    }

    private CoreCallee Make(Builtin builtin) => builtin.Kind switch
    {
        BuiltinKind.ResourceNew => new ResourceNewCallee(builtin.Resource!, builtin.ComponentInstance, builtin.CoreType),
        BuiltinKind.ResourceRep => new ResourceRepCallee(builtin.Resource!, builtin.ComponentInstance, builtin.CoreType),
        BuiltinKind.ResourceDrop => new ResourceDropCallee(
            builtin.Resource!, builtin.ComponentInstance, DestructorEntering(builtin), builtin.CoreType),
        BuiltinKind.ContextGet or BuiltinKind.ContextSet => new ContextCallee(
            builtin.ComponentInstance, (int)builtin.Immediate, builtin.Kind == BuiltinKind.ContextSet, builtin.CoreType),
        BuiltinKind.BackpressureInc => new BackpressureCallee(builtin.ComponentInstance, 1, builtin.CoreType),
        BuiltinKind.BackpressureDec => new BackpressureCallee(builtin.ComponentInstance, -1, builtin.CoreType),
        _ => new UnsupportedCallee($"the built-in {builtin.Kind}", builtin.ComponentInstance, builtin.CoreType),
    };

    private ImmutableArray<int> DestructorEntering(Builtin builtin) => builtin.Resource!.DefinedIndex is >= 0 and var index
        ? EnteringSets.Between(linked.Plan, builtin.ComponentInstance, linked.Plan.Resources[index].ComponentInstance)
        : [];
}
