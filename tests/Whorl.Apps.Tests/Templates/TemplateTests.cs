using Whorl.Apps.Templates;

namespace Whorl.Apps.Tests.Templates;

public sealed class TemplateTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a", "'a'")]
    [InlineData("a-{{ x }}-b", "'a-' x '-b'")]
    [InlineData("{{x}}{{  y_2  }}", "x y_2")]
    [InlineData("{ { x } }", "'{ { x } }'")]
    [InlineData("}} x", "'}} x'")]
    [InlineData("{{{x}}}", "{x '}'")]
    public void Parse_Template_SplitsIntoParts(string text, string expected)
    {
        Assert.True(Template.TryParse(text, out var template, out var error), error);

        Assert.Equal(expected, string.Join(' ', template.Parts.Select(p => p.IsVariable ? p.Text : $"'{p.Text}'")));
        Assert.Equal(!template.Parts.Any(p => p.IsVariable), template.IsLiteral);
    }

    [Theory]
    [InlineData("{{ matched }} {{ unmatched", "`{{` at character 15 has no closing `}}`")]
    [InlineData("a{{ }}", "`{{ }}` at character 2 names no variable")]
    [InlineData("{{", "`{{` at character 1 has no closing `}}`")]
    public void Parse_MalformedTemplate_SaysWhere(string text, string expected)
    {
        Assert.False(Template.TryParse(text, out _, out var error));

        Assert.Equal(expected, error);
    }

    [Fact]
    public void Variables_UsedTwice_AreListedOnce()
    {
        Assert.True(Template.TryParse("{{ a }}{{ b }}{{ a }}", out var template, out _));

        Assert.Equal(["a", "b"], template.Variables);
    }
}
