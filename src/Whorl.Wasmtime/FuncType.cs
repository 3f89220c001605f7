using System.Collections.Immutable;

namespace Whorl.Wasmtime;

/// <summary>The type of a core function.</summary>
public sealed record FuncType(ImmutableArray<ValKind> Parameters, ImmutableArray<ValKind> Results)
{
    /// <summary>True when both have the same parameters and results.</summary>
    public bool Equals(FuncType? other) =>
        other is not null
        && Parameters.AsSpan().SequenceEqual(other.Parameters.AsSpan())
        && Results.AsSpan().SequenceEqual(other.Results.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var kind in Parameters)
        {
            hash.Add(kind);
        }

        hash.Add(-1);
        foreach (var kind in Results)
        {
            hash.Add(kind);
        }

        return hash.ToHashCode();
    }
}
