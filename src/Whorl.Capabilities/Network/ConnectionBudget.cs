namespace Whorl.Capabilities.Network;

/// <summary>The connections of one kind that an app may have open at a time, over all of its instances.</summary>
/// <param name="connections">How many; null for as many as its instances ask for.</param>
public sealed class ConnectionBudget(int? connections) : IDisposable
{
    private readonly SemaphoreSlim? _free = connections is { } count ? new SemaphoreSlim(count, count) : null;

    /// <summary>Takes a connection, waiting until one is given back.</summary>
    public async ValueTask<Permit> TakeAsync(CancellationToken cancellationToken)
    {
        if (_free is not null)
        {
            await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        return new Permit(_free);
    }

    /// <inheritdoc/>
    public void Dispose() => _free?.Dispose();

    /// <summary>A connection of the budget, given back when it is disposed the first time.</summary>
    public sealed class Permit : IDisposable
    {
        private SemaphoreSlim? _free;

        internal Permit(SemaphoreSlim? free) => _free = free;

        /// <inheritdoc/>
        public void Dispose() => Interlocked.Exchange(ref _free, null)?.Release();
    }
}
