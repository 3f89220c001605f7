using System.Diagnostics.CodeAnalysis;
using Whorl.Wasi;

namespace Whorl.Capabilities.Network;

/// <summary>The connections of one kind that an app may have open at a time, over all of its instances.</summary>
/// <param name="connections">How many; null for as many as its instances ask for.</param>
/// <param name="total">The connections of all kinds together; null when only this kind counts.</param>
public sealed class ConnectionBudget(int? connections, ConnectionBudget? total = null) : IConnectionBudget, IDisposable
{
    private readonly SemaphoreSlim? _free = connections is { } count ? new SemaphoreSlim(count, count) : null;

    /// <summary>Whether connections are counted at all.</summary>
    public bool IsLimited => _free is not null || total is { IsLimited: true };

    /// <inheritdoc/>
    public async ValueTask<IDisposable> TakeAsync(CancellationToken cancellationToken)
    {
        // The own kind comes first: whoever waits there keeps nothing from the other kinds.
        if (_free is not null)
        {
            await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        try
        {
            return new Permit(_free, total is null ? null : await total.TakeAsync(cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            _free?.Release();
            throw;
        }
    }

    /// <inheritdoc/>
    public bool TryTake([NotNullWhen(true)] out IDisposable? permit)
    {
        permit = null;
        if (_free?.Wait(0) == false)
        {
            return false;
        }

        IDisposable? ofTotal = null;
        if (total?.TryTake(out ofTotal) == false)
        {
            _free?.Release();
            return false;
        }

        permit = new Permit(_free, ofTotal);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _free?.Dispose();

    private sealed class Permit(SemaphoreSlim? free, IDisposable? ofTotal) : IDisposable
    {
        private int _returned;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _returned, 1) == 0)
            {
                ofTotal?.Dispose();
                free?.Release();
            }
        }
    }
}
