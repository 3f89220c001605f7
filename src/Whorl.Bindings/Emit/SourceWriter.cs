using System.Text;

namespace Whorl.Bindings.Emit;

/// <summary>Writes indented C#.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _indent;

    /// <summary>Writes one line, or several when <paramref name="text"/> holds line ends; an empty one stays empty.</summary>
    public void Line(string text = "")
    {
        foreach (var line in text.Split('\n'))
        {
            if (line.Length > 0)
            {
                _text.Append(' ', _indent * 4).Append(line);
            }

            _text.Append('\n');
        }
    }

    /// <summary>Writes a line and an opening brace.</summary>
    public void Open(string header)
    {
        Line(header);
        Line("{");
        _indent++;
    }

    /// <summary>Writes the closing brace.</summary>
    public void Close(string suffix = "")
    {
        _indent--;
        Line("}" + suffix);
    }

    /// <summary>Indents until <see cref="Outdent"/>.</summary>
    public void Indent() => _indent++;

    public void Outdent() => _indent--;

    /// <summary>Plain text as XML.</summary>
    public static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    /// <summary>Writes a doc comment of plain text.</summary>
    public void Docs(string text) => Summary(Xml(text));

    /// <summary>Writes a doc comment of XML.</summary>
    public void Summary(string xml)
    {
        var lines = xml.Split('\n');
        if (lines.Length == 1)
        {
            Line($"/// <summary>{xml}</summary>");
            return;
        }

        Line("/// <summary>");
        foreach (var line in lines)
        {
            Line(line.Length == 0 ? "///" : "/// " + line);
        }

        Line("/// </summary>");
    }

    public override string ToString() => _text.ToString();
}
