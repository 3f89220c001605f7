using System.Text;

namespace Whorl.Components.Inspection.Wit;

/// <summary>Text in lines, two spaces deeper for each open brace.</summary>
internal sealed class WitLines
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

    /// <summary>A block with one line for each item.</summary>
    public void Block(string header, IEnumerable<string> lines)
    {
        Open(header);
        foreach (var line in lines)
        {
            Line(line);
        }

        Close();
    }

    public override string ToString() => _text.ToString();
}
