using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Whorl.Components.Abi;

namespace Whorl.Components.Hosting;

/// <summary>The codec of a type whose every bit pattern is a value, so that ranges are copied as bytes.</summary>
internal sealed class NumberCodec<T>(string signature)
    : ElementCodec<T>(signature, (uint)Unsafe.SizeOf<T>(), (uint)Unsafe.SizeOf<T>())
    where T : unmanaged
{
    public override T Load(CanonicalContext context, uint address) => MemoryMarshal.Read<T>(context.Memory.Slice(address, Size));

    public override void Store(CanonicalContext context, uint address, T value) =>
        MemoryMarshal.Write(context.Memory.WritableSlice(address, Size), in value);

    internal override void LoadRange(CanonicalContext context, uint address, Span<T> values)
    {
        var bytes = MemoryMarshal.AsBytes(values);
        context.Memory.Slice(address, (uint)bytes.Length).CopyTo(bytes);
    }

    internal override void StoreRange(CanonicalContext context, uint address, ReadOnlySpan<T> values)
    {
        var bytes = MemoryMarshal.AsBytes(values);
        bytes.CopyTo(context.Memory.WritableSlice(address, (uint)bytes.Length));
    }
}
