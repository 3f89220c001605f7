namespace Whorl.Triggers.Events;

/// <summary>Triggers of one type, each with a source of events that runs for as long as the app is served.</summary>
public abstract class SourceTrigger : ITrigger
{
    private readonly IReadOnlyList<IEventSource> _sources;

    private protected SourceTrigger(IReadOnlyList<IEventSource> sources)
    {
        _sources = sources;
        Ended = EventLoops.FirstFailure(sources.Select(s => s.Run()));
    }

    /// <inheritdoc/>
    public abstract string Type { get; }

    /// <inheritdoc/>
    public Task<int> Ended { get; }

    /// <inheritdoc/>
    public Task StopAsync(TimeSpan patience) => Task.WhenAll(_sources.Select(s => s.StopAsync(patience)));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero).ConfigureAwait(false);
        foreach (IEventSource source in _sources)
        {
            source.Dispose();
        }

        GC.SuppressFinalize(this);
    }
}
