using Whorl.Capabilities.Calls;

namespace Whorl.Capabilities.Postgres;

/// <summary>Dates and times as interfaces have them, in numbers, and as .NET has them.</summary>
internal static class PostgresTimes
{
    public static DateOnly Date((int Year, byte Month, byte Day) date) =>
        Try(() => new DateOnly(date.Year, date.Month, date.Day), $"{date.Year}-{date.Month}-{date.Day} is not a date");

    public static TimeOnly Time((byte Hour, byte Minute, byte Second, uint Nanosecond) time) => Try(
        () => new TimeOnly(time.Hour, time.Minute, time.Second).Add(TimeSpan.FromTicks(Ticks(time.Nanosecond))),
        $"{time.Hour}:{time.Minute}:{time.Second} is not a time");

    public static DateTime Datetime((int Year, byte Month, byte Day, byte Hour, byte Minute, byte Second, uint Nanosecond) when) =>
        Date((when.Year, when.Month, when.Day)).ToDateTime(Time((when.Hour, when.Minute, when.Second, when.Nanosecond)));

    public static DateTime Timestamp(long seconds) => Try(() => DateTime.UnixEpoch.AddSeconds(seconds), $"{seconds} s from 1970 is beyond the calendar");

    public static (int, byte, byte) ToGuest(DateOnly date) => (date.Year, (byte)date.Month, (byte)date.Day);

    public static (byte, byte, byte, uint) ToGuest(TimeOnly time) => ((byte)time.Hour, (byte)time.Minute, (byte)time.Second, Nanoseconds(time.Ticks));

    public static (int, byte, byte, byte, byte, byte, uint) ToGuest(DateTime when) =>
        (when.Year, (byte)when.Month, (byte)when.Day, (byte)when.Hour, (byte)when.Minute, (byte)when.Second, Nanoseconds(when.Ticks));

    private static uint Nanoseconds(long ticks) => (uint)(ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick);

    private static long Ticks(uint nanoseconds) => nanoseconds < 1_000_000_000
        ? nanoseconds / TimeSpan.NanosecondsPerTick
        : throw new FailureException(FailureKind.BadParameter, $"{nanoseconds} ns is a second or more");

    private static T Try<T>(Func<T> make, string otherwise)
    {
        try
        {
            return make();
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new FailureException(FailureKind.BadParameter, otherwise, e);
        }
    }
}
