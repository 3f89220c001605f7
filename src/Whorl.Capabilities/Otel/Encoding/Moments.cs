using Whorl.Capabilities.Bindings.Clocks.WallClock;

namespace Whorl.Capabilities.Otel.Encoding;

/// <summary>Moments as OTLP has them: nanoseconds since 1970.</summary>
internal static class Moments
{
    private const ulong NanosecondsPerSecond = 1_000_000_000;

    /// <summary>The nanoseconds of a guest's moment; the last there is for later ones, in the year 2554.</summary>
    public static ulong Of(Datetime moment) => moment.Seconds > (ulong.MaxValue - moment.Nanoseconds) / NanosecondsPerSecond
        ? ulong.MaxValue
        : (moment.Seconds * NanosecondsPerSecond) + moment.Nanoseconds;

    public static ulong Of(DateTimeOffset moment) => (ulong)((moment - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick);
}
