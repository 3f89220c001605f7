namespace Whorl.Conformance.Text;

/// <summary>A piece of a script with its place in the source; <see cref="End"/> is exclusive.</summary>
internal abstract record SyntaxNode(int Start, int End);

/// <summary>A bare token: a keyword, a number or an identifier. A quoted identifier carries its decoded name.</summary>
internal sealed record AtomNode(int Start, int End, string Text) : SyntaxNode(Start, End)
{
    public bool IsIdentifier => Text.StartsWith('$');
}

/// <summary>A string literal with its escapes resolved. The bytes need not be UTF-8.</summary>
internal sealed record StringNode(int Start, int End, byte[] Bytes) : SyntaxNode(Start, End);

/// <summary>A parenthesised form. Comments and annotations are not among its items.</summary>
internal sealed record ListNode(int Start, int End, IReadOnlyList<SyntaxNode> Items) : SyntaxNode(Start, End)
{
    /// <summary>The form's keyword, or null when it does not begin with one.</summary>
    public string? Keyword => Items.Count > 0 && Items[0] is AtomNode atom ? atom.Text : null;
}
