using Whorl.Components.Abi;
using Whorl.Components.Hosting;
using Whorl.Components.Linking;
using Whorl.Components.Streams;
using Whorl.Wasmtime;

namespace Whorl.Components.Runtime;

/// <summary>Canonical ABI: <c>canon stream.drop-readable</c> and its like.</summary>
internal sealed class TransferDropCallee(Builtin builtin) : TransferCallee(builtin)
{
    private readonly bool _reads = builtin.Kind is BuiltinKind.StreamDropReadable or BuiltinKind.FutureDropReadable;

    protected override bool Invoke(ComponentInstance instance, ComponentState owner, Span<ValRaw> values)
    {
        var handle = values[0].U32;
        var kind = CopyEnd.Kind(IsFuture, _reads);
        if (owner.Handles.Get(handle, kind).Value is IUnusedEnd end)
        {
            end.CheckType(Type);
            end.Drop();
        }
        else
        {
            End(instance, owner, handle, _reads).Drop();
        }

        owner.Handles.Remove(handle, kind);
        return true;
    }
}
