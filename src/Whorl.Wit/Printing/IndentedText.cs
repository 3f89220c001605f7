using System.Text;

namespace Whorl.Wit.Printing;

/// <summary>Text in lines, two spaces deeper for each open brace.</summary>
internal sealed class IndentedText
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public void Line(string line) => _text.Append(' ', line.Length == 0 ? 0 : _depth * 2).Append(line).Append('\n');

    public void Open(string header)
    {
        Line(header + " {");
        _depth++;
    }

    public void Close()
    {
        _depth--;
        Line("}");
    }

    public void Docs(string docs)
    {
        if (docs.Length == 0)
        {
            return;
        }

        foreach (var line in docs.Split('\n'))
        {
            Line(line.Length == 0 ? "///" : "/// " + line);
        }
    }

    public override string ToString() => _text.ToString();
}
