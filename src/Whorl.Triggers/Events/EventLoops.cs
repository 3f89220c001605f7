namespace Whorl.Triggers.Events;

/// <summary>Runs what goes on for as long as an app is served.</summary>
internal static class EventLoops
{
    /// <summary>Runs a loop until it is told to stop, which is not a failure of it.</summary>
    public static async Task UntilStopped(Func<CancellationToken, Task> loop, CancellationToken stopping)
    {
        try
        {
            await loop(stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
    }

    /// <summary>A task that fails as soon as one of some loops does, and otherwise is never over.</summary>
    public static async Task<int> FirstFailure(IEnumerable<Task> loops)
    {
        await foreach (Task loop in Task.WhenEach(loops).ConfigureAwait(false))
        {
            await loop.ConfigureAwait(false);
        }

        return await new TaskCompletionSource<int>().Task.ConfigureAwait(false);
    }
}
