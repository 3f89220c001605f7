using System.Diagnostics;

namespace Whorl.Wasi.Clocks;

/// <summary>Nanoseconds since the instance first looked at the clock.</summary>
internal sealed class MonotonicClock(TimeProvider time)
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    private readonly long _start = time.GetTimestamp();

    public TimeProvider Time => time;

    public ulong Now => ToNanoseconds(time.GetTimestamp() - _start);

    public ulong Resolution => (ulong)Math.Max(1, NanosecondsPerSecond / time.TimestampFrequency);

    private ulong ToNanoseconds(long timestamp)
    {
        Debug.Assert(timestamp >= 0, "a monotonic clock does not go back");
        return time.TimestampFrequency == NanosecondsPerSecond
            ? (ulong)timestamp
            : (ulong)((Int128)timestamp * NanosecondsPerSecond / time.TimestampFrequency);
    }
}
