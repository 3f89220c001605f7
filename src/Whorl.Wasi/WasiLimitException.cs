namespace Whorl.Wasi;

/// <summary>A guest went beyond one of its <see cref="WasiLimits"/> in a call that has no way to say so: the instance ends.</summary>
public sealed class WasiLimitException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="limit">Which limit, and what was asked for.</param>
    public WasiLimitException(LimitReached limit)
        : base(limit.Message) => Limit = limit;

    /// <summary>Which limit, its value and what was asked for.</summary>
    public LimitReached Limit { get; }
}
