namespace Whorl.Runtime.Scheduling;

/// <summary>
/// Keeps the thread pool as large as it is meant to be while guests hold some of its threads up. By itself the pool notices that only after half a
/// second, in which the server's other connections would wait.
/// </summary>
internal static class PoolReserve
{
    private static readonly Lock s_gate = new();

    /// <summary>Has the pool start as many threads more at once than it would, or less.</summary>
    public static void Change(int threads)
    {
        if (threads == 0)
        {
            return;
        }

        lock (s_gate)
        {
            ThreadPool.GetMinThreads(out int workers, out int completions);
            ThreadPool.SetMinThreads(workers + threads, completions);
        }
    }
}
