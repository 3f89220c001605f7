using Whorl.Components.Abi;
using Whorl.Components.Hosting;

namespace Whorl.Components.Tests.Abi;

public sealed class GuestMemoryTests
{
    private readonly byte[] _bytes = [.. Enumerable.Range(0, 64).Select(i => (byte)i)];

    private GuestMemory Memory => new(ref _bytes[0], (ulong)_bytes.Length);

    [Fact]
    public void Read_AtTheLastPlace_IsLittleEndian()
    {
        Assert.Equal(63, Memory.ReadU8(63));
        Assert.Equal(0x3f3e, Memory.ReadU16(62));
        Assert.Equal(0x3f3e3d3cu, Memory.ReadU32(60));
        Assert.Equal(0x3f3e3d3c3b3a3938ul, Memory.ReadU64(56));
    }

    [Theory]
    [InlineData(61u)]
    [InlineData(64u)]
    [InlineData(uint.MaxValue)]
    [InlineData(uint.MaxValue - 3)]
    public void Read_BeyondTheEnd_Traps(uint address)
    {
        Assert.Contains("out of bounds", Assert.Throws<GuestTrapException>(() => Memory.ReadU32(address)).Message, StringComparison.Ordinal);
        Assert.Throws<GuestTrapException>(() => Memory.WriteU32(address, 0));
        Assert.Throws<GuestTrapException>(() => Memory.ReadU64(address));
    }

    [Theory]
    [InlineData(0u, 65u)]
    [InlineData(64u, 1u)]
    [InlineData(65u, 0u)]
    [InlineData(1u, uint.MaxValue)]
    [InlineData(uint.MaxValue, uint.MaxValue)]
    public void Slice_BeyondTheEnd_Traps(uint pointer, uint length) =>
        Assert.Throws<GuestTrapException>(() => Memory.Slice(pointer, length).Length);

    [Fact]
    public void Slice_UpToTheEnd_IsTheMemoryItself()
    {
        Memory.WritableSlice(60, 4).Fill(9);
        Assert.Equal([9, 9, 9, 9], _bytes[60..]);
        Assert.True(Memory.Slice(64, 0).IsEmpty);
    }

    [Fact]
    public void Access_WithoutAMemory_Traps()
    {
        Assert.Throws<GuestTrapException>(() => default(GuestMemory).ReadU8(0));
        Assert.True(default(GuestMemory).Slice(0, 0).IsEmpty);
    }
}
