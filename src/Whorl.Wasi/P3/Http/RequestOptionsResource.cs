using Whorl.Components.Hosting;
using Whorl.Wasi.P3.Http.Types;

namespace Whorl.Wasi.P3.Http;

/// <summary><c>wasi:http/types.request-options</c>.</summary>
internal sealed class RequestOptionsResource : IRequestOptions
{
    // The longest that timers take; nobody can tell it from for ever.
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(24);

    private Option<ulong> _connect;
    private Option<ulong> _firstByte;
    private Option<ulong> _betweenBytes;
    private bool _isImmutable;

    public TimeSpan? Connect => ToTimeSpan(_connect);

    public TimeSpan? FirstByte => ToTimeSpan(_firstByte);

    public TimeSpan? BetweenBytes => ToTimeSpan(_betweenBytes);

    public Option<ulong> GetConnectTimeout() => _connect;

    public Result<Unit, RequestOptionsError> SetConnectTimeout(Option<ulong> duration) => Set(ref _connect, duration);

    public Option<ulong> GetFirstByteTimeout() => _firstByte;

    public Result<Unit, RequestOptionsError> SetFirstByteTimeout(Option<ulong> duration) => Set(ref _firstByte, duration);

    public Option<ulong> GetBetweenBytesTimeout() => _betweenBytes;

    public Result<Unit, RequestOptionsError> SetBetweenBytesTimeout(Option<ulong> duration) => Set(ref _betweenBytes, duration);

    public IRequestOptions Clone() => Copy(isImmutable: false);

    /// <summary>The same options under a handle of their own, which cannot be changed.</summary>
    public RequestOptionsResource Freeze() => Copy(isImmutable: true);

    public void Dispose()
    {
    }

    private static TimeSpan? ToTimeSpan(Option<ulong> nanoseconds) => nanoseconds.TryGet(out ulong value)
        ? TimeSpan.FromTicks((long)Math.Min(value / TimeSpan.NanosecondsPerTick, (ulong)s_longest.Ticks))
        : null;

    private RequestOptionsResource Copy(bool isImmutable) =>
        new() { _connect = _connect, _firstByte = _firstByte, _betweenBytes = _betweenBytes, _isImmutable = isImmutable };

    private Result<Unit, RequestOptionsError> Set(ref Option<ulong> timeout, Option<ulong> value)
    {
        if (_isImmutable)
        {
            return RequestOptionsError.Immutable;
        }

        timeout = value;
        return default(Unit);
    }
}
