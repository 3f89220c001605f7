using Whorl.Conformance.Text;
using Whorl.Conformance.Values;

namespace Whorl.Conformance.Tests;

public sealed class ValueTests
{
    [Theory]
    [InlineData("(bool.const true)")]
    [InlineData("(u8.const 255)")]
    [InlineData("(s64.const -9223372036854775808)")]
    [InlineData("(f32.const 1.5)")]
    [InlineData("(f64.const -nan:0x8000000000001)")]
    [InlineData("(f64.const nan:canonical)")]
    [InlineData("(char.const \"\\u{1f600}\")")]
    [InlineData("(str.const \"a\\\"\\\\\\u{0}z\")")]
    [InlineData("(list.const)")]
    [InlineData("(list.const (u8.const 1) (u8.const 2))")]
    [InlineData("(tuple.const (bool.const false) (str.const \"x\"))")]
    [InlineData("(record.const (field \"a\" u32.const 7) (field \"b\" list.const (u8.const 1)))")]
    [InlineData("(variant.const \"c\")")]
    [InlineData("(variant.const \"c\" (option.some (result.err)))")]
    [InlineData("(enum.const \"e\")")]
    [InlineData("(option.none)")]
    [InlineData("(result.ok (enum.const \"e\"))")]
    [InlineData("(flags.const \"x\" \"y\")")]
    public void Value_ReadAndPrinted_IsTheSame(string text) => Assert.Equal(text, Read(text).ToString());

    [Fact]
    public void Field_WithInnerParentheses_IsReadAsWithout() =>
        Assert.True(ValueMatcher.Matches(
            Read("(record.const (field \"n\" u32.const 7))"),
            Read("(record.const (field \"n\" (u32.const 7)))")));

    [Theory]
    [InlineData("(u8.const 256)")]
    [InlineData("(u8.const)")]
    [InlineData("(u8.const 1 2)")]
    [InlineData("(bool.const 1)")]
    [InlineData("(char.const \"ab\")")]
    [InlineData("(char.const \"\")")]
    [InlineData("(str.const \"\\ff\")")]
    [InlineData("(option.some)")]
    [InlineData("(record.const (u8.const 1))")]
    [InlineData("(record.const (field \"a\"))")]
    [InlineData("(u7.const 1)")]
    [InlineData("u8.const")]
    public void Value_Malformed_IsRefused(string text) => Assert.Throws<ScriptSyntaxException>(() => Read(text));

    [Theory]
    [InlineData("(u8.const 1)", "(u16.const 1)")]
    [InlineData("(f32.const 0)", "(f32.const -0)")]
    [InlineData("(f32.const 1)", "(f64.const 1)")]
    [InlineData("(f32.const nan)", "(f32.const -nan)")]
    [InlineData("(f32.const nan:canonical)", "(f32.const nan:0x400001)")]
    [InlineData("(f32.const nan:arithmetic)", "(f32.const nan:0x200000)")]
    [InlineData("(f32.const nan:arithmetic)", "(f32.const inf)")]
    [InlineData("(list.const (u8.const 1))", "(list.const)")]
    [InlineData("(list.const)", "(tuple.const)")]
    [InlineData("(variant.const \"a\")", "(variant.const \"b\")")]
    [InlineData("(variant.const \"a\")", "(variant.const \"a\" (u8.const 1))")]
    [InlineData("(variant.const \"a\")", "(enum.const \"a\")")]
    [InlineData("(result.ok)", "(result.err)")]
    [InlineData("(option.none)", "(option.some (u8.const 0))")]
    [InlineData("(flags.const \"a\")", "(flags.const \"a\" \"b\")")]
    [InlineData("(record.const (field \"a\" u8.const 1))", "(record.const (field \"b\" u8.const 1))")]
    public void Match_DifferentValues_Fails(string expected, string actual) =>
        Assert.False(ValueMatcher.Matches(Read(expected), Read(actual)));

    [Theory]
    [InlineData("(f32.const nan:canonical)", "(f32.const -nan)")]
    [InlineData("(f32.const nan:arithmetic)", "(f32.const nan:0x600000)")]
    [InlineData("(f64.const nan:0x1)", "(f64.const nan:0x1)")]
    [InlineData("(flags.const \"a\" \"b\")", "(flags.const \"b\" \"a\")")]
    [InlineData("(tuple.const (f32.const nan:canonical))", "(tuple.const (f32.const nan))")]
    [InlineData("(u8.const 0xf_f)", "(u8.const -1)")]
    public void Match_AcceptedValues_Succeeds(string expected, string actual) =>
        Assert.True(ValueMatcher.Matches(Read(expected), Read(actual)));

    [Fact]
    public void Match_ValueWithoutNotation_EqualsNothing()
    {
        var handle = new OpaqueValue("own<r> handle");

        Assert.False(ValueMatcher.Matches(handle, handle));
        Assert.False(ValueMatcher.Matches(null, handle));
    }

    private static WastValue Read(string text)
    {
        var source = new SourceText(text);
        return new ValueReader(source).Read(Assert.Single(new SyntaxReader(source).ReadAll()));
    }
}
