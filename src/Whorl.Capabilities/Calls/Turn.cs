namespace Whorl.Capabilities.Calls;

/// <summary>
/// Lets the calls of a guest into one connection follow one another. A connection that is closed while a call is under way, as when
/// the guest is ended, is let go when that call is over.
/// </summary>
/// <param name="end">Lets go of the connection; called once.</param>
internal sealed class Turn(Action end) : IDisposable
{
    private readonly SemaphoreSlim _free = new(1, 1);
    private volatile bool _closed;
    private int _ended;

    /// <summary>Runs a call when those before it are over.</summary>
    public async ValueTask<T> RunAsync<T>(Func<ValueTask<T>> work, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _closed ? throw new FailureException(FailureKind.NotOpen, "the connection is closed") : await work().ConfigureAwait(false);
        }
        finally
        {
            _free.Release();
            if (_closed)
            {
                TryEnd();
            }
        }
    }

    public void Dispose()
    {
        _closed = true;
        TryEnd();
    }

    private void TryEnd()
    {
        // Whoever ends it keeps the turn, so that no later call gets it.
        if (_free.Wait(0) && Interlocked.Exchange(ref _ended, 1) == 0)
        {
            end();
        }
    }
}
