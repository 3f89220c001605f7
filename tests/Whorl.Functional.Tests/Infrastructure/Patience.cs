namespace Whorl.Functional.Tests.Infrastructure;

/// <summary>How long tests wait before they fail. No test passes because of it.</summary>
internal static class Patience
{
    /// <summary>Longer than anything takes on the slowest machine.</summary>
    public static TimeSpan Long { get; } = TimeSpan.FromSeconds(60);

    /// <summary>Waits until something is so.</summary>
    public static async Task Until(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Long);
        while (!condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
