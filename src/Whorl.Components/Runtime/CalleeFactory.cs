using System.Collections.Immutable;
using System.Diagnostics;
using Whorl.Components.Abi.Shapes;
using Whorl.Components.Linking;
using Whorl.Components.Streams;

namespace Whorl.Components.Runtime;

/// <summary>Makes what core modules call: lowered functions and built-ins.</summary>
internal sealed class CalleeFactory(LinkedComponent linked, CalleeTable table)
{
    private readonly CoreCallee?[] _lowerings = new CoreCallee?[linked.Plan.Lowerings.Length];
    private readonly ShapeTable _shapes = new(inGuest: true);
    private readonly ImmutableArray<bool> _mayBlock = BlockingParts.Of(linked.Plan);

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
        if (lowering.Target is HostProvided host)
        {
            var (function, slot) = linked.Imports.Functions[host.Import];
            return new HostCallee(function, slot, lowering, context);
        }

        var target = linked.Functions[((GuestProvided)lowering.Target).Lifted];
        var entering = EnteringSets.Between(linked.Plan, lowering.Options.ComponentInstance, target.Options.ComponentInstance);
        return new AdapterCallee(lowering, target, _shapes, entering, context, _mayBlock[target.Options.ComponentInstance]);
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
        BuiltinKind.TaskReturn => new TaskReturnCallee(builtin),
        BuiltinKind.TaskCancel => new TaskCancelCallee(builtin.ComponentInstance, builtin.CoreType),
        BuiltinKind.SubtaskCancel => new SubtaskCancelCallee(builtin),
        BuiltinKind.SubtaskDrop => new SubtaskDropCallee(builtin.ComponentInstance, builtin.CoreType),
        >= BuiltinKind.WaitableSetNew and <= BuiltinKind.WaitableJoin => new WaitableSetCallee(builtin, ContextOf(builtin)),
        BuiltinKind.ThreadYield => new YieldCallee(builtin.ComponentInstance, builtin.CoreType),
        BuiltinKind.StreamNew or BuiltinKind.FutureNew => new TransferNewCallee(builtin),
        BuiltinKind.StreamRead or BuiltinKind.StreamWrite or BuiltinKind.FutureRead or BuiltinKind.FutureWrite => new TransferCopyCallee(
            builtin, ContextOf(builtin), TransferChannel.ElementOf(builtin.Type!) is { } element ? _shapes.Of(element) : null),
        BuiltinKind.StreamCancelRead or BuiltinKind.StreamCancelWrite or BuiltinKind.FutureCancelRead or BuiltinKind.FutureCancelWrite =>
            new TransferCancelCallee(builtin),
        BuiltinKind.StreamDropReadable or BuiltinKind.StreamDropWritable or BuiltinKind.FutureDropReadable or BuiltinKind.FutureDropWritable =>
            new TransferDropCallee(builtin),
        _ => throw new UnreachableException(),
    };

    private int ContextOf(Builtin builtin) => linked.Contexts.IndexOf(builtin.Options!);

    private ImmutableArray<int> DestructorEntering(Builtin builtin) => builtin.Resource!.DefinedIndex is >= 0 and var index
        ? EnteringSets.Between(linked.Plan, builtin.ComponentInstance, linked.Plan.Resources[index].ComponentInstance)
        : [];
}
