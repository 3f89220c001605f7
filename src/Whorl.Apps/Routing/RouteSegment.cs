using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Whorl.Apps.Routing;

/// <summary>
/// What one segment of a path must look like: literal text, or captures with dots and text between them (<c>:name.json</c>).
/// A capture that a dot follows ends at the first dot; the last one takes the rest.
/// </summary>
internal sealed class RouteSegment
{
    private RouteSegment(ImmutableArray<RoutePiece> pieces) => Pieces = pieces;

    public ImmutableArray<RoutePiece> Pieces { get; }

    /// <summary>The text, when nothing in it is captured; otherwise null.</summary>
    public string? Literal => Pieces is [{ IsCapture: false } only] ? only.Text : null;

    public int CaptureCount => Pieces.Count(p => p.IsCapture);

    public static bool TryParse(string text, [NotNullWhen(true)] out RouteSegment? segment, [NotNullWhen(false)] out string? error)
    {
        segment = null;
        if (text.StartsWith('*') || text == "...")
        {
            error = text is "*" or "..."
                ? $"`{text}` can only be its last segment"
                : $"`{text}` is no segment: a wildcard has no name, and can only be written `/...` at the end";
            return false;
        }

        var pieces = ImmutableArray.CreateBuilder<RoutePiece>();
        var literal = new StringBuilder();
        var isFirst = true;
        foreach (var part in text.Split('.'))
        {
            if (!isFirst)
            {
                literal.Append('.');
            }

            isFirst = false;
            if (!part.StartsWith(':'))
            {
                literal.Append(part);
                continue;
            }

            var name = part[1..];
            if (FindNameError(name) is { } nameError)
            {
                error = nameError;
                return false;
            }

            FlushLiteral(literal, pieces);
            pieces.Add(new RoutePiece(name, IsCapture: true));
        }

        FlushLiteral(literal, pieces);
        segment = new RouteSegment(pieces.ToImmutable());
        error = null;
        return true;
    }

    /// <summary>Whether a segment of a path fits; fills <paramref name="captures"/> with offsets from the segment's start.</summary>
    public bool Matches(ReadOnlySpan<char> segment, Span<CaptureRange> captures)
    {
        var position = 0;
        var captured = 0;
        for (var i = 0; i < Pieces.Length; i++)
        {
            var rest = segment[position..];
            var piece = Pieces[i];
            var isLast = i == Pieces.Length - 1;
            int length;
            if (piece.IsCapture)
            {
                length = isLast ? rest.Length : rest.IndexOf('.');
                if (length < 0 || (isLast && length == 0))
                {
                    return false;
                }

                captures[captured++] = new CaptureRange(position, length);
            }
            else
            {
                length = piece.Text.Length;
                if (isLast ? !rest.SequenceEqual(piece.Text) : !rest.StartsWith(piece.Text, StringComparison.Ordinal))
                {
                    return false;
                }
            }

            position += length;
        }

        return true;
    }

    public bool IsEquivalentTo(RouteSegment other) =>
        Pieces.Length == other.Pieces.Length
        && Pieces.Zip(other.Pieces).All(pair =>
            pair.First.IsCapture == pair.Second.IsCapture && (pair.First.IsCapture || pair.First.Text == pair.Second.Text));

    private static void FlushLiteral(StringBuilder literal, ImmutableArray<RoutePiece>.Builder pieces)
    {
        if (literal.Length > 0)
        {
            pieces.Add(new RoutePiece(literal.ToString(), IsCapture: false));
            literal.Clear();
        }
    }

    private static string? FindNameError(string name)
    {
        if (name.Length == 0)
        {
            return "a `:` without a name captures nothing";
        }

        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not '_' and not '-')
            {
                // The name becomes part of a header name.
                return $"the capture name `{name}` contains `{c}`; use letters, digits, `_` and `-`";
            }
        }

        return null;
    }
}
