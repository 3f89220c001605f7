using Whorl.Components.Binary;

namespace Whorl.Components.Tests.Binary;

public sealed class ByteReaderTests
{
    [Theory]
    [InlineData(new byte[] { 0x00 }, 0u)]
    [InlineData(new byte[] { 0xe5, 0x8e, 0x26 }, 624485u)]
    [InlineData(new byte[] { 0x80, 0x80, 0x80, 0x80, 0x00 }, 0u)]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0xff, 0x0f }, uint.MaxValue)]
    public void ReadU32_OfAnyEncoding_GivesTheValue(byte[] bytes, uint expected)
    {
        var reader = new ByteReader(bytes, 0);

        Assert.Equal(expected, reader.ReadU32());
        Assert.True(reader.AtEnd);
    }

    [Theory]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0xff, 0x1f }, "integer too large")]
    [InlineData(new byte[] { 0x80, 0x80, 0x80, 0x80, 0x80, 0x00 }, "integer representation too long")]
    [InlineData(new byte[] { 0x80, 0x80 }, "unexpected end-of-file")]
    public void ReadU32_OfABadEncoding_Throws(byte[] bytes, string message)
    {
        var error = Assert.Throws<InvalidComponentException>(() => new ByteReader(bytes, 0).ReadU32());

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 0x7f }, -1L)]
    [InlineData(new byte[] { 0xc0, 0xbb, 0x78 }, -123456L)]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0xff, 0x0f }, (long)uint.MaxValue)]
    [InlineData(new byte[] { 0x80, 0x80, 0x80, 0x80, 0x70 }, -(1L << 32))]
    public void ReadS33_OfAnyEncoding_GivesTheValue(byte[] bytes, long expected) =>
        Assert.Equal(expected, new ByteReader(bytes, 0).ReadS33());

    [Fact]
    public void ReadS33_OfBitsBeyondTheRange_Throws() =>
        Assert.Throws<InvalidComponentException>(() => new ByteReader(new byte[] { 0xff, 0xff, 0xff, 0xff, 0x1f }, 0).ReadS33());

    [Fact]
    public void ReadCount_BeyondTheRemainingBytes_ThrowsBeforeAnythingIsAllocated() =>
        Assert.Throws<InvalidComponentException>(() => new ByteReader(new byte[] { 0x05, 1, 2, 3, 4 }, 0).ReadCount(1_000_000, "item"));

    [Fact]
    public void ReadName_OfBadUtf8_ThrowsWithTheOffsetInTheFile()
    {
        var error = Assert.Throws<InvalidComponentException>(() => new ByteReader(new byte[] { 0x02, 0xff, 0xfe }, 100).ReadName());

        Assert.Equal(100, error.Offset);
        Assert.Contains("(at offset 0x64)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadSection_OfPart_DoesNotReadBeyondIt()
    {
        var reader = new ByteReader(new byte[] { 1, 2, 3 }, 0);
        reader.ReadSection(1);

        Assert.Equal(1, reader.Offset);
        Assert.Throws<InvalidComponentException>(() =>
        {
            var section = new ByteReader(new byte[] { 1, 2, 3 }, 0).ReadSection(1);
            section.ReadByte();
            section.ReadByte();
        });
    }
}
