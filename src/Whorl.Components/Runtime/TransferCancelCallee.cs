using Whorl.Components.Abi;
using Whorl.Components.Hosting;
using Whorl.Components.Linking;
using Whorl.Wasmtime;

namespace Whorl.Components.Runtime;

/// <summary>Canonical ABI: <c>canon stream.cancel-read</c> and its like.</summary>
internal sealed class TransferCancelCallee(Builtin builtin) : TransferCallee(builtin)
{
    private readonly bool _reads = builtin.Kind is BuiltinKind.StreamCancelRead or BuiltinKind.FutureCancelRead;

    protected override bool Invoke(ComponentInstance instance, ComponentState owner, Span<ValRaw> values)
    {
        var end = End(instance, owner, values[0].U32, _reads);
        SubtaskCancelCallee.CheckNotInSet(end, IsAsync);
        end.Cancel();
        return Finish(instance, end, ref values[0]);
    }
}
