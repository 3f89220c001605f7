using Whorl.Capabilities.Llm.Local.Weights;
using Whorl.Capabilities.Tests.Infrastructure;

namespace Whorl.Capabilities.Tests.Llm.Local;

public sealed class SafetensorsTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2,2],"data_offsets":[0,17]}}""", 17, "17 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}}""", 15, "the bytes 0 to 16 of 15")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2,2],"data_offsets":[16,0]}}""", 16, "the bytes 16 to 0 of 16")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2,2],"data_offsets":[-16,0]}}""", 16, "the bytes -16 to 0")]
    [InlineData("""{"a":{"dtype":"F16","shape":[9223372036854775807,9223372036854775807],"data_offsets":[0,16]}}""", 16, "[9223372036854775807, 9223372036854775807]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2,-2],"data_offsets":[0,16]}}""", 16, "[-2, -2]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2,2]}}""", 16, "the header of model.safetensors")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2,2],"data_offsets":[0]}}""", 16, "the header of model.safetensors")]
    [InlineData("""{"a":{"dtype":"F32","shape":["2"],"data_offsets":[0,16]}}""", 16, "the header of model.safetensors")]
    [InlineData("[]", 0, "the header of model.safetensors")]
    [InlineData("{", 0, "the header of model.safetensors")]
    public void Open_HeaderIsWrong_SaysWhatIs(string header, int dataBytes, string expected)
    {
        ModelWriter.WriteSafetensors(_folder.PathOf("model.safetensors"), header, new byte[dataBytes]);
        AssertRefused(expected);
    }

    [Theory]
    [InlineData(new byte[] { 1, 2 }, "model.safetensors ends at byte 2")]
    [InlineData(new byte[] { 200, 0, 0, 0, 0, 0, 0, 0, (byte)'{' }, "its header has 200 bytes")]
    [InlineData(new byte[] { 255, 255, 255, 255, 255, 255, 255, 255 }, "its header has 18446744073709551615 bytes")]
    public void Open_FileIsCutOff_SaysSo(byte[] file, string expected)
    {
        File.WriteAllBytes(_folder.PathOf("model.safetensors"), file);
        AssertRefused(expected);
    }

    [Theory]
    [InlineData("""{"weight_map": {"a": "gone.safetensors"}}""", "`gone.safetensors`")]
    [InlineData("""{"weight_map": {"a": "../model.safetensors"}}""", "`../model.safetensors`")]
    [InlineData("""{"weight_map": []}""", "no `weight_map`")]
    [InlineData("""{}""", "no `weight_map`")]
    [InlineData("""{""", "is no JSON")]
    public void Open_IndexIsWrong_SaysWhatIs(string index, string expected)
    {
        File.WriteAllText(_folder.PathOf("model.safetensors.index.json"), index);
        AssertRefused(expected);
    }

    [Fact]
    public void Read_OtherShapeOrType_SaysBoth()
    {
        ModelWriter.WriteSafetensors(
            _folder.PathOf("model.safetensors"), """{"a":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},"b":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}""", new byte[8]);
        using WeightFiles files = WeightFiles.Open(_folder.Path);

        Assert.Equal(
            "the tensor `a` has the shape [1, 2], and [2, 1] is what the configuration makes it",
            Assert.Throws<InvalidDataException>(() => files.Matrix("a", 2, 1, CancellationToken.None)).Message);
        Assert.Equal("the tensor `b` is of the type I64; F32, F16 and BF16 are read", Assert.Throws<InvalidDataException>(() => files.Vector("b", 1)).Message);
        Assert.Equal("its files have no tensor `c`", Assert.Throws<InvalidDataException>(() => files.Vector("c", 1)).Message);
    }

    [Fact]
    public void Decode_EveryNumberOfSixteenBits_IsWhatItIs()
    {
        ushort[] bits = [.. Enumerable.Range(0, 65536).Select(i => (ushort)i)];
        float[] numbers = new float[bits.Length];

        ShortFloats.Decode(bits, ElementType.Half, numbers);
        Assert.All(bits, b => Assert.Equal((float)BitConverter.UInt16BitsToHalf(b), numbers[b]));

        ShortFloats.Decode(bits, ElementType.Brain, numbers);
        Assert.All(bits, b => Assert.Equal(BitConverter.UInt32BitsToSingle((uint)b << 16), numbers[b]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(37)]
    public void Decode_AnyLength_LeavesNothingOut(int length)
    {
        float[] numbers = new float[length];
        ShortFloats.Decode([.. Enumerable.Range(0, length).Select(i => BitConverter.HalfToUInt16Bits((Half)i))], ElementType.Half, numbers);
        Assert.Equal(Enumerable.Range(0, length).Select(i => (float)i), numbers);
    }

    private void AssertRefused(string expected) =>
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => WeightFiles.Open(_folder.Path)).Message, StringComparison.Ordinal);
}
