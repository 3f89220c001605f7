using System.Globalization;
using Whorl.Conformance.Values;

namespace Whorl.Conformance.Tests;

public sealed class NumberReaderTests
{
    [Theory]
    [InlineData("0", 8, false, "0")]
    [InlineData("0xff", 8, false, "255")]
    [InlineData("0xff", 8, true, "-1")]
    [InlineData("-1", 8, false, "255")]
    [InlineData("-128", 8, true, "-128")]
    [InlineData("+1_000", 32, false, "1000")]
    [InlineData("0x8000_0000", 32, true, "-2147483648")]
    [InlineData("18446744073709551615", 64, false, "18446744073709551615")]
    public void Integer_WellFormed_HasItsValue(string text, int bits, bool signed, string expected) =>
        Assert.Equal(Int128.Parse(expected, CultureInfo.InvariantCulture), NumberReader.Integer(text, bits, signed));

    [Theory]
    [InlineData("256", 8)]
    [InlineData("-129", 8)]
    [InlineData("", 8)]
    [InlineData("_1", 8)]
    [InlineData("1_", 8)]
    [InlineData("1__0", 8)]
    [InlineData("0x", 8)]
    [InlineData("f", 8)]
    [InlineData("- 1", 8)]
    public void Integer_Malformed_IsRefused(string text, int bits) => Assert.Null(NumberReader.Integer(text, bits, signed: false));

    [Theory]
    [InlineData("0", 0x00000000u)]
    [InlineData("-0.0", 0x80000000u)]
    [InlineData("1", 0x3f800000u)]
    [InlineData("3.141_592_7", 0x40490fdbu)]
    [InlineData("1e-45", 0x00000001u)]
    [InlineData("0x1.921fb6p1", 0x40490fdbu)]
    [InlineData("0x1p-149", 0x00000001u)]
    [InlineData("0x1p-150", 0x00000000u)]
    [InlineData("0x1.8p-150", 0x00000001u)]
    [InlineData("0x1.000001p0", 0x3f800000u)]
    [InlineData("0x1.000003p0", 0x3f800002u)]
    [InlineData("0x1.fffffep127", 0x7f7fffffu)]
    [InlineData("0x0.ffffffp-126", 0x00800000u)]
    [InlineData("-inf", 0xff800000u)]
    [InlineData("nan", 0x7fc00000u)]
    [InlineData("-nan:0x1", 0xff800001u)]
    [InlineData("nan:0x20_0000", 0x7fa00000u)]
    // Just above half way between two singles: rounding through double first would go to even.
    [InlineData("1.00000005960464477540", 0x3f800001u)]
    public void Float_Single_HasTheseBits(string text, uint expected)
    {
        var value = NumberReader.Float(text, FloatFormat.F32);

        Assert.NotNull(value);
        Assert.Equal(expected, (uint)value.Bits);
        Assert.Equal(NanClass.Exact, value.Nan);
    }

    [Theory]
    [InlineData("0x1.921fb54442d18p+1", 0x400921fb54442d18ul)]
    [InlineData("0x1p-1074", 1ul)]
    [InlineData("1.7976931348623157e308", 0x7feffffffffffffful)]
    [InlineData("nan:0xfffffffffffff", 0x7ffffffffffffffful)]
    public void Float_Double_HasTheseBits(string text, ulong expected) =>
        Assert.Equal(expected, NumberReader.Float(text, FloatFormat.F64)?.Bits);

    [Theory]
    [InlineData("")]
    [InlineData(".5")]
    [InlineData("1e")]
    [InlineData("1e39")]
    [InlineData("0x1p128")]
    [InlineData("0x1p")]
    [InlineData("0x.8")]
    [InlineData("1_.0")]
    [InlineData("nan:0x0")]
    [InlineData("nan:0x800000")]
    [InlineData("Infinity")]
    public void Float_Malformed_IsRefused(string text) => Assert.Null(NumberReader.Float(text, FloatFormat.F32));
}
