using Whorl.Components.Abi;
using Whorl.Components.Abi.Shapes;
using Whorl.Components.Hosting;
using Whorl.Components.Linking;
using Whorl.Wasmtime;

namespace Whorl.Components.Runtime;

/// <summary>Canonical ABI: <c>canon stream.read</c>, <c>stream.write</c>, <c>future.read</c> and <c>future.write</c>.</summary>
/// <param name="builtin">Which of them.</param>
/// <param name="contextIndex">Lifts or lowers the elements.</param>
/// <param name="element">The elements' shape; null when there are none.</param>
internal sealed class TransferCopyCallee(Builtin builtin, int contextIndex, ValueShape? element) : TransferCallee(builtin)
{
    private readonly bool _reads = builtin.Kind is BuiltinKind.StreamRead or BuiltinKind.FutureRead;

    protected override bool Invoke(ComponentInstance instance, ComponentState owner, Span<ValRaw> values)
    {
        var end = End(instance, owner, values[0].U32, _reads);
        SubtaskCancelCallee.CheckNotInSet(end, IsAsync);
        end.Begin(instance.Context(contextIndex), element, values[1].U32, IsFuture ? 1 : values[2].U32);
        return Finish(instance, end, ref values[0]);
    }
}
