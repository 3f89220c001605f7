using Whorl.Components.Hosting;
using Whorl.Wasi.P2.Http.Types;

namespace Whorl.Wasi.P2.Http;

/// <summary><c>wasi:http/types.request-options</c>.</summary>
internal sealed class RequestOptionsResource : IRequestOptions
{
    // The longest that timers take; nobody can tell it from for ever.
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(24);

    private Option<ulong> _connect;
    private Option<ulong> _firstByte;
    private Option<ulong> _betweenBytes;

    public TimeSpan? Connect => ToTimeSpan(_connect);

    public TimeSpan? FirstByte => ToTimeSpan(_firstByte);

    public TimeSpan? BetweenBytes => ToTimeSpan(_betweenBytes);

    public Option<ulong> ConnectTimeout() => _connect;

    public Result<Unit, Unit> SetConnectTimeout(Option<ulong> duration) => Set(ref _connect, duration);

    public Option<ulong> FirstByteTimeout() => _firstByte;

    public Result<Unit, Unit> SetFirstByteTimeout(Option<ulong> duration) => Set(ref _firstByte, duration);

    public Option<ulong> BetweenBytesTimeout() => _betweenBytes;

    public Result<Unit, Unit> SetBetweenBytesTimeout(Option<ulong> duration) => Set(ref _betweenBytes, duration);

    public void Dispose()
    {
    }

    private static Result<Unit, Unit> Set(ref Option<ulong> timeout, Option<ulong> value)
    {
        timeout = value;
        return Result<Unit, Unit>.Ok(default);
    }

    private static TimeSpan? ToTimeSpan(Option<ulong> nanoseconds) => nanoseconds.TryGet(out ulong value)
        ? TimeSpan.FromTicks((long)Math.Min(value / TimeSpan.NanosecondsPerTick, (ulong)s_longest.Ticks))
        : null;
}
