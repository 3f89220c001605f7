using System.Collections.Immutable;

namespace Whorl.Wasmtime;

/// <summary>A core function's type.</summary>
/// <param name="Parameters">The kinds of the parameters, in order.</param>
/// <param name="Results">The kinds of the results, in order.</param>
public sealed record FuncType(ImmutableArray<ValKind> Parameters, ImmutableArray<ValKind> Results) : ExternType
{
    /// <summary>How many <see cref="ValRaw"/> slots a call needs: arguments go in and results come out of the same ones.</summary>
    public int SlotCount => Math.Max(Parameters.Length, Results.Length);

    /// <inheritdoc/>
    public bool Equals(FuncType? other) =>
        other is not null && Parameters.AsSpan().SequenceEqual(other.Parameters.AsSpan()) && Results.AsSpan().SequenceEqual(other.Results.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
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

    /// <inheritdoc/>
    public override string ToString() => $"({string.Join(", ", Parameters)}) -> ({string.Join(", ", Results)})";
}
