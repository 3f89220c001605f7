using System.Runtime.InteropServices;

namespace Whorl.Runtime.Instances;

/// <summary>
/// The CPU time of the calling thread. On a busy machine a guest can be ready to run for seconds without running; only this
/// clock tells the difference, so a limit on CPU time does not end guests for the load that others make.
/// </summary>
internal static class ThreadClock
{
    private static readonly int s_clock = OperatingSystem.IsLinux() ? 3 : OperatingSystem.IsMacOS() ? 16 : -1; // CLOCK_THREAD_CPUTIME_ID

    /// <summary>Whether this system tells.</summary>
    public static bool IsSupported => s_clock >= 0;

    /// <summary>Reads the clock.</summary>
    /// <returns>The thread's CPU time since it began; false on a system that does not tell.</returns>
    public static bool TryRead(out TimeSpan time)
    {
        if (s_clock >= 0 && clock_gettime(s_clock, out Timespec now) == 0)
        {
            time = new TimeSpan((now.Seconds * TimeSpan.TicksPerSecond) + (now.Nanoseconds / TimeSpan.NanosecondsPerTick));
            return true;
        }

        time = default;
        return false;
    }

    [DllImport("libc", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int clock_gettime(int clock, out Timespec time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Timespec
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
