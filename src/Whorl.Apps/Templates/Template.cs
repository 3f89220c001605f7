using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Whorl.Apps.Templates;

/// <summary>A string with <c>{{ variable }}</c> in it. There are no escapes, no filters and no nesting.</summary>
public sealed class Template
{
    private Template(string text, ImmutableArray<TemplatePart> parts)
    {
        Text = text;
        Parts = parts;
    }

    /// <summary>The template of nothing.</summary>
    public static Template Empty { get; } = new("", []);

    /// <summary>The template as it was written.</summary>
    public string Text { get; }

    /// <summary>The literal pieces and the variables, in order.</summary>
    public ImmutableArray<TemplatePart> Parts { get; }

    /// <summary>Whether the template uses no variable, so that <see cref="Text"/> is its value.</summary>
    public bool IsLiteral => Parts.All(p => !p.IsVariable);

    /// <summary>The names of the variables it uses, each once, in order of first use.</summary>
    public IEnumerable<string> Variables => Parts.Where(p => p.IsVariable).Select(p => p.Text).Distinct(StringComparer.Ordinal);

    /// <summary>Reads a template.</summary>
    /// <param name="text">The template as the user wrote it.</param>
    /// <param name="template">The template, when it is well formed.</param>
    /// <param name="error">What is wrong with it otherwise.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out Template? template, [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        template = null;
        var parts = ImmutableArray.CreateBuilder<TemplatePart>();
        var position = 0;
        while (position < text.Length)
        {
            var open = text.IndexOf("{{", position, StringComparison.Ordinal);
            if (open < 0)
            {
                parts.Add(new TemplatePart(text[position..], IsVariable: false));
                break;
            }

            if (open > position)
            {
                parts.Add(new TemplatePart(text[position..open], IsVariable: false));
            }

            var close = text.IndexOf("}}", open + 2, StringComparison.Ordinal);
            if (close < 0)
            {
                error = $"`{{{{` at character {open + 1} has no closing `}}}}`";
                return false;
            }

            var name = text[(open + 2)..close].Trim();
            if (name.Length == 0)
            {
                error = $"`{{{{ }}}}` at character {open + 1} names no variable";
                return false;
            }

            parts.Add(new TemplatePart(name, IsVariable: true));
            position = close + 2;
        }

        template = new Template(text, parts.ToImmutable());
        error = null;
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => Text;
}
