using Whorl.Components.Abi;
using Whorl.Components.Hosting;
using Whorl.Components.Linking;
using Whorl.Components.Streams;
using Whorl.Wasmtime;

namespace Whorl.Components.Runtime;

/// <summary>Canonical ABI: <c>canon stream.new</c> and <c>canon future.new</c>.</summary>
internal sealed class TransferNewCallee(Builtin builtin) : TransferCallee(builtin)
{
    protected override bool Invoke(ComponentInstance instance, ComponentState owner, Span<ValRaw> values)
    {
        var channel = new TransferChannel(Type);
        ulong readable = owner.Handles.AddReadableEnd(channel);
        ulong writable = owner.Handles.Add(CopyEnd.Kind(IsFuture, reads: false), new CopyEnd(channel, reads: false, owner.Index));
        values[0].U64 = readable | (writable << 32);
        return true;
    }
}
