namespace Whorl.Conformance.Text;

/// <summary>The text of one script, with offsets translated to one-based lines and columns.</summary>
internal sealed class SourceText
{
    private readonly List<int> _lineStarts = [0];

    public SourceText(string content)
    {
        Content = content;
        for (var i = 0; i < content.Length; i++)
        {
            if (content[i] == '\n')
            {
                _lineStarts.Add(i + 1);
            }
        }
    }

    public string Content { get; }

    public int LineOf(int offset)
    {
        var index = _lineStarts.BinarySearch(offset);
        return index >= 0 ? index + 1 : ~index;
    }

    public string Slice(SyntaxNode node) => Content[node.Start..node.End];

    public ScriptSyntaxException Error(int offset, string problem)
    {
        var line = LineOf(offset);
        return new ScriptSyntaxException(line, offset - _lineStarts[line - 1] + 1, problem);
    }
}
