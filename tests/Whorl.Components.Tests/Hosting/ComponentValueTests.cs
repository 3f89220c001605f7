using Whorl.Components.Hosting;

namespace Whorl.Components.Tests.Hosting;

public sealed class ComponentValueTests
{
    [Fact]
    public void Equals_OfNestedValues_ComparesThem()
    {
        static ComponentValue Make(ulong last) => ComponentValue.FromRecord(
            ComponentValue.FromString("a"), ComponentValue.FromList(ComponentValue.FromVariant(1, ComponentValue.FromUnsigned(last))));
        Assert.Equal(Make(5), Make(5));
        Assert.NotEqual(Make(5), Make(6));
        Assert.NotEqual(ComponentValue.FromUnsigned(1), ComponentValue.FromSigned(1));
    }

    [Fact]
    public void As_OfAnotherKind_SaysWhatTheValueIs()
    {
        var error = Assert.Throws<InvalidOperationException>(() => ComponentValue.FromString("a").AsUnsigned());
        Assert.Equal("The component value \"a\" is a String, not a Unsigned.", error.Message);
    }

    [Theory]
    [InlineData(0x7fc01234)]
    [InlineData(0x7fa01234)]
    public void FromF32_NaN_KeepsItsBits(uint bits)
    {
        var nan = BitConverter.UInt32BitsToSingle(bits);
        Assert.Equal(bits, BitConverter.SingleToUInt32Bits(ComponentValue.FromF32(nan).AsF32()));
        Assert.Equal(ComponentValue.FromF32(nan), ComponentValue.FromF32(nan));
    }
}
