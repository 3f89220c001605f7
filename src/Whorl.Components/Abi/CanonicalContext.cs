using Whorl.Components.Hosting;
using Whorl.Components.Linking;

namespace Whorl.Components.Abi;

/// <summary>
/// What lifting and lowering needs of one guest: its memory, its allocator, its string encoding and its handles. Used
/// the same way when the guest calls the host and when the host calls the guest. Every check that fails throws
/// <see cref="GuestTrapException"/>, which ends the call in a trap.
/// </summary>
public sealed partial class CanonicalContext
{
    // Canonical ABI: MAX_STRING_BYTE_LENGTH and MAX_LIST_BYTE_LENGTH.
    internal const uint MaxByteLength = (1u << 28) - 1;

    // Canonical ABI: utf16_tag, set in the length of a latin1+utf16 string that is UTF-16.
    internal const uint Utf16Tag = 1u << 31;

    private readonly ComponentInstance _instance;
    private readonly ComponentState _component;
    private readonly CanonicalOptions _options;

    internal CanonicalContext(ComponentInstance instance, CanonicalOptions options)
    {
        _instance = instance;
        _component = instance.Components[options.ComponentInstance];
        _options = options;
    }

    /// <summary>The guest's memory as it is now; fetch it again after any allocation.</summary>
    public GuestMemory Memory => _instance.MemoryView(_options.Memory);

    /// <summary>How the guest keeps strings.</summary>
    public StringEncoding Encoding => _options.Encoding;

    internal ComponentInstance Instance => _instance;

    internal ComponentState Component => _component;

    /// <summary>Allocates in the guest, by its own <c>realloc</c>. The guest runs.</summary>
    /// <param name="alignment">1, 2, 4 or 8.</param>
    /// <param name="byteCount">The size in bytes; may be zero.</param>
    /// <returns>The address, checked to be aligned and inside the memory.</returns>
    public uint Realloc(uint alignment, uint byteCount) => Allocate(alignment, byteCount, "list");

    /// <summary>Checks that a value of the given size and alignment can lie at an address that the guest gave.</summary>
    public void CheckPointer(uint pointer, uint byteCount, uint alignment)
    {
        CheckAligned(pointer, alignment, "value");
        var memory = Memory;
        if (!memory.Contains(pointer, byteCount))
        {
            throw new GuestTrapException($"pointer out of bounds: {byteCount} bytes at address {pointer} do not lie in the guest's memory of {memory.Size} bytes");
        }
    }

    /// <summary>Checks the range of a list and gives its elements' bytes, without a copy.</summary>
    /// <param name="pointer">The address that the guest gave.</param>
    /// <param name="count">The number of elements that the guest gave.</param>
    /// <param name="elementSize">The size of an element in bytes.</param>
    /// <param name="alignment">The alignment of an element.</param>
    public ReadOnlySpan<byte> ReadList(uint pointer, uint count, uint elementSize = 1, uint alignment = 1)
    {
        var byteCount = (ulong)count * elementSize;
        if (byteCount > MaxByteLength)
        {
            throw new GuestTrapException($"list content out-of-bounds: {byteCount} bytes are too long, the canonical ABI allows {MaxByteLength}");
        }

        CheckAligned(pointer, alignment, "list");
        var memory = Memory;
        if (!memory.Contains(pointer, byteCount))
        {
            throw OutOfBounds("list", pointer, byteCount, memory.Size);
        }

        _instance.ChargeLift(byteCount);
        return memory.Slice(pointer, (uint)byteCount);
    }

    /// <summary>Allocates room for a list in the guest. The guest runs.</summary>
    /// <returns>The address of the first element.</returns>
    public uint AllocateList(uint count, uint elementSize, uint alignment)
    {
        var byteCount = (ulong)count * elementSize;
        if (byteCount > MaxByteLength)
        {
            throw new GuestTrapException($"list content out-of-bounds: {byteCount} bytes are too long, the canonical ABI allows {MaxByteLength}");
        }

        return Allocate(alignment, (uint)byteCount, "list");
    }

    /// <summary>Copies bytes into a new allocation in the guest: the lowering of <c>list&lt;u8&gt;</c>.</summary>
    public (uint Pointer, uint Length) WriteBytes(ReadOnlySpan<byte> bytes) => (CopyIn(bytes, 1, "list"), (uint)bytes.Length);

    internal static GuestTrapException OutOfBounds(string what, uint pointer, ulong byteCount, ulong memorySize) => new(
        $"{what} content out-of-bounds: {what} pointer/length out of bounds of memory: {byteCount} bytes at address {pointer} in a memory of {memorySize} bytes");

    internal static void CheckAligned(uint pointer, uint alignment, string what)
    {
        if ((pointer & (alignment - 1)) != 0)
        {
            throw new GuestTrapException($"{TrapText.UnalignedPointer}: {what} pointer not aligned to {alignment}: address {pointer}");
        }
    }

    internal uint Allocate(uint alignment, uint byteCount, string what) => Reallocate(0, 0, alignment, byteCount, what);

    internal uint Reallocate(uint pointer, uint oldByteCount, uint alignment, uint byteCount, string what)
    {
        var result = _instance.Reallocate(_options, pointer, oldByteCount, alignment, byteCount);
        if ((result & (alignment - 1)) != 0)
        {
            throw new GuestTrapException(
                $"{TrapText.UnalignedPointer}: realloc return: result not aligned: address {result} where a multiple of {alignment} is due");
        }

        var memory = Memory;
        if (!memory.Contains(result, byteCount))
        {
            throw new GuestTrapException(
                $"{what} content out-of-bounds: realloc return: beyond end of memory: {byteCount} bytes at address {result} in a memory of {memory.Size} bytes");
        }

        return result;
    }

    private uint CopyIn(ReadOnlySpan<byte> bytes, uint alignment, string what)
    {
        if ((uint)bytes.Length > MaxByteLength)
        {
            throw new GuestTrapException($"{what} content out-of-bounds: {bytes.Length} bytes are too long, the canonical ABI allows {MaxByteLength}");
        }

        var pointer = Allocate(alignment, (uint)bytes.Length, what);
        bytes.CopyTo(Memory.WritableSlice(pointer, (uint)bytes.Length));
        return pointer;
    }
}
