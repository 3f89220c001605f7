using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Whorl.Components.Hosting;
using Whorl.Wasmtime;

namespace Whorl.Components.Abi;

/// <summary>
/// A guest's linear memory as it is now. Every access is checked against its size and traps the guest when it is outside.
/// The view is out of date once the guest has run (for example in a reallocation): fetch it again.
/// </summary>
public readonly ref struct GuestMemory
{
    private readonly ref byte _start;
    private readonly ulong _size;
    private readonly MemoryWindow? _growing;

    /// <param name="start">The first byte.</param>
    /// <param name="size">The size in bytes.</param>
    /// <param name="growing">Tells the size as it is now, for a memory that may have grown in place since.</param>
    internal GuestMemory(ref byte start, ulong size, MemoryWindow? growing = null)
    {
        _start = ref start;
        _size = size;
        _growing = growing;
    }

    /// <summary>The memory's size in bytes.</summary>
    public ulong Size => _growing?.Refresh() ?? _size;

    /// <summary>Reads one byte.</summary>
    public byte ReadU8(uint address) => Read<byte>(address);

    /// <summary>Reads a little-endian 16-bit value.</summary>
    public ushort ReadU16(uint address) => Read<ushort>(address);

    /// <summary>Reads a little-endian 32-bit value.</summary>
    public uint ReadU32(uint address) => Read<uint>(address);

    /// <summary>Reads a little-endian 64-bit value.</summary>
    public ulong ReadU64(uint address) => Read<ulong>(address);

    /// <summary>Reads a 32-bit float.</summary>
    public float ReadF32(uint address) => Read<float>(address);

    /// <summary>Reads a 64-bit float.</summary>
    public double ReadF64(uint address) => Read<double>(address);

    /// <summary>Writes one byte.</summary>
    public void WriteU8(uint address, byte value) => Write(address, value);

    /// <summary>Writes a little-endian 16-bit value.</summary>
    public void WriteU16(uint address, ushort value) => Write(address, value);

    /// <summary>Writes a little-endian 32-bit value.</summary>
    public void WriteU32(uint address, uint value) => Write(address, value);

    /// <summary>Writes a little-endian 64-bit value.</summary>
    public void WriteU64(uint address, ulong value) => Write(address, value);

    /// <summary>Writes a 32-bit float.</summary>
    public void WriteF32(uint address, float value) => Write(address, value);

    /// <summary>Writes a 64-bit float.</summary>
    public void WriteF64(uint address, double value) => Write(address, value);

    /// <summary>A view of <paramref name="length"/> bytes at <paramref name="pointer"/>, without a copy.</summary>
    public ReadOnlySpan<byte> Slice(uint pointer, uint length) => WritableSlice(pointer, length);

    /// <summary>A writable view of <paramref name="length"/> bytes at <paramref name="pointer"/>.</summary>
    public Span<byte> WritableSlice(uint pointer, uint length)
    {
        if (!Contains(pointer, length) || length > int.MaxValue)
        {
            throw OutOfBounds(pointer, length);
        }

        return MemoryMarshal.CreateSpan(ref Unsafe.Add(ref _start, pointer), (int)length);
    }

    /// <summary>Whether both are views of one memory.</summary>
    internal bool IsSameAs(GuestMemory other) => Unsafe.AreSame(in _start, in other._start);

    /// <summary>Whether the range lies inside the memory.</summary>
    internal bool Contains(uint pointer, ulong length) => pointer + length <= _size || pointer + length <= Size;

    private T Read<T>(uint address)
        where T : unmanaged
    {
        if (!Contains(address, (uint)Unsafe.SizeOf<T>()))
        {
            throw OutOfBounds(address, (uint)Unsafe.SizeOf<T>());
        }

        return Unsafe.ReadUnaligned<T>(ref Unsafe.Add(ref _start, address));
    }

    private void Write<T>(uint address, T value)
        where T : unmanaged
    {
        if (!Contains(address, (uint)Unsafe.SizeOf<T>()))
        {
            throw OutOfBounds(address, (uint)Unsafe.SizeOf<T>());
        }

        Unsafe.WriteUnaligned(ref Unsafe.Add(ref _start, address), value);
    }

    private GuestTrapException OutOfBounds(uint address, uint length) =>
        new($"pointer out of bounds: {length} bytes at address {address} do not lie in the guest's memory of {Size} bytes");
}
