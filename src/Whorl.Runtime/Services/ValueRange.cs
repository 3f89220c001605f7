namespace Whorl.Runtime.Services;

/// <summary>A range of values, from which one is taken by chance.</summary>
/// <param name="From">The least.</param>
/// <param name="To">The greatest.</param>
public readonly record struct ValueRange(int From, int To)
{
    /// <summary>A range of one value.</summary>
    public ValueRange(int value)
        : this(value, value)
    {
    }

    internal int Draw() => From == To ? From : (int)Random.Shared.NextInt64(From, (long)To + 1);
}
