using System.Text;
using Whorl.Conformance.Text;

namespace Whorl.Conformance.Tests;

public sealed class SyntaxReaderTests
{
    [Fact]
    public void Comment_NestedBlock_IsSkippedWhole()
    {
        var forms = Read("(a) (; one (; two ;) \"still ;) (b)");

        Assert.Equal(["a", "b"], forms.Select(form => ((ListNode)form).Keyword));
    }

    [Fact]
    public void Comment_LineInsideForm_EndsAtTheLine()
    {
        var form = Assert.IsType<ListNode>(Assert.Single(Read("(a ;; ) not the end\n b)")));

        Assert.Equal(["a", "b"], form.Items.Select(item => ((AtomNode)item).Text));
    }

    [Fact]
    public void Comment_MarksInsideString_AreText()
    {
        var text = Assert.IsType<StringNode>(Assert.Single(Read("\";; (; \"")));

        Assert.Equal(";; (; ", Encoding.UTF8.GetString(text.Bytes));
    }

    [Theory]
    [InlineData(@"""\00\ff""", new byte[] { 0x00, 0xff })]
    [InlineData(@"""\t\n\r\""\'\\""", new byte[] { 9, 10, 13, 34, 39, 92 })]
    [InlineData(@"""\u{7f}\u{20_ac}""", new byte[] { 0x7f, 0xe2, 0x82, 0xac })]
    [InlineData("\"\u20ac\U0001F600\"", new byte[] { 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80 })]
    public void String_WithEscapes_GivesItsBytes(string text, byte[] expected)
    {
        var node = Assert.IsType<StringNode>(Assert.Single(Read(text)));

        Assert.Equal(expected, node.Bytes);
    }

    [Theory]
    [InlineData(@"""\zz""")]
    [InlineData(@"""\u{d800}""")]
    [InlineData(@"""\u{}""")]
    [InlineData(@"""\u41""")]
    [InlineData(@"""\u")]
    [InlineData("\"open")]
    [InlineData("(a")]
    [InlineData("a)")]
    [InlineData("(; open")]
    [InlineData("; alone")]
    public void Text_Malformed_IsRefused(string text) => Assert.Throws<ScriptSyntaxException>(() => Read(text));

    [Fact]
    public void Error_OnALaterLine_SaysWhere()
    {
        var error = Assert.Throws<ScriptSyntaxException>(() => Read("(a)\n  )"));

        Assert.StartsWith("2:3: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Identifier_Quoted_IsDecoded()
    {
        var form = Assert.IsType<ListNode>(Assert.Single(Read("(func $\"a \\22(;\" $plain)")));

        Assert.Equal(["$a \"(;", "$plain"], form.Items.Skip(1).Select(item => ((AtomNode)item).Text));
    }

    [Fact]
    public void Annotation_WithNestedForms_IsLeftOut()
    {
        var form = Assert.IsType<ListNode>(Assert.Single(Read("(a (@custom \"x)\" (b (c))) (@\"quoted name\") d)")));

        Assert.Equal(["a", "d"], form.Items.Select(item => ((AtomNode)item).Text));
    }

    [Fact]
    public void Form_DeeplyNested_DoesNotExhaustTheStack()
    {
        const int depth = 200_000;
        var text = new string('(', depth) + new string(')', depth);

        Assert.Single(Read(text));
    }

    private static List<SyntaxNode> Read(string text) => new SyntaxReader(new SourceText(text)).ReadAll();
}
