namespace Whorl.Wasi.Files;

/// <summary>A point in time as guests see it.</summary>
/// <param name="Seconds">Seconds since the Unix epoch.</param>
/// <param name="Nanoseconds">The rest, less than a second.</param>
internal readonly record struct FileTime(ulong Seconds, uint Nanoseconds)
{
    public const uint NanosecondsPerSecond = 1_000_000_000;

    /// <summary>The time, or the epoch if it is before that, which WASI cannot say.</summary>
    public static FileTime From(DateTimeOffset time)
    {
        long ticks = Math.Max(0, time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks);
        (long seconds, long rest) = Math.DivRem(ticks, TimeSpan.TicksPerSecond);
        return new FileTime((ulong)seconds, (uint)(rest * TimeSpan.NanosecondsPerTick));
    }
}
