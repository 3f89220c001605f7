namespace Whorl.Apps.Diagnostics;

/// <summary>
/// A place in a text file, counted from 1 in characters as an editor shows them. The default value means "nowhere in particular".
/// </summary>
/// <param name="Line">The line, from 1; 0 when there is no place.</param>
/// <param name="Column">The column, from 1; 0 when there is no place.</param>
public readonly record struct SourceLocation(int Line, int Column) : IComparable<SourceLocation>
{
    /// <summary>Whether this is a place at all.</summary>
    public bool IsKnown => Line > 0;

    /// <inheritdoc />
    public int CompareTo(SourceLocation other) => Line != other.Line ? Line.CompareTo(other.Line) : Column.CompareTo(other.Column);

    /// <summary>Whether <paramref name="left"/> comes before <paramref name="right"/>.</summary>
    public static bool operator <(SourceLocation left, SourceLocation right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> comes after <paramref name="right"/>.</summary>
    public static bool operator >(SourceLocation left, SourceLocation right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> does not come after <paramref name="right"/>.</summary>
    public static bool operator <=(SourceLocation left, SourceLocation right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> does not come before <paramref name="right"/>.</summary>
    public static bool operator >=(SourceLocation left, SourceLocation right) => left.CompareTo(right) >= 0;

    /// <summary><c>line:column</c>.</summary>
    public override string ToString() => $"{Line}:{Column}";
}
