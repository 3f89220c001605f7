using Whorl.Capabilities.Calls;

namespace Whorl.Capabilities.Llm.Local;

/// <summary>
/// A model that is loaded when it is first used, and works for one call at a time. Both happen on threads of their own: they keep
/// processors busy for longer than a thread of the pool may be.
/// </summary>
/// <param name="name">The model's name.</param>
/// <param name="load">Loads it; the token ends it when the app ends.</param>
internal sealed class LoadedOnce<TModel>(string name, Func<CancellationToken, TModel> load) : IDisposable
{
    private const int MaxCalls = 64;
    private readonly Lock _sync = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _stop = new();
    private Task<TModel>? _loading;
    private int _calls;

    /// <summary>Uses the model, when the calls before are over.</summary>
    /// <exception cref="FailureException">Too many wait already, or the model cannot be loaded.</exception>
    public async ValueTask<T> UseAsync<T>(Func<TModel, CancellationToken, T> use, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stop.Token);
        try
        {
            if (Interlocked.Increment(ref _calls) > MaxCalls)
            {
                throw new FailureException(FailureKind.TooMany, $"{MaxCalls} calls wait for the model `{name}` already");
            }

            // A caller whose time is up leaves; the model is loaded for the next one all the same.
            TModel model = await Load().WaitAsync(ended.Token).ConfigureAwait(false);
            await _turn.WaitAsync(ended.Token).ConfigureAwait(false);
            try
            {
                return await OnOwnThread(() => use(model, ended.Token)).ConfigureAwait(false);
            }
            finally
            {
                _turn.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _calls);
        }
    }

    /// <summary>Ends what is under way. What waits for its turn still has to see that, so nothing is taken from under it.</summary>
    public void Dispose() => _stop.Cancel();

    /// <summary>What did not work is tried again: the operator may have put the files there.</summary>
    private Task<TModel> Load()
    {
        lock (_sync)
        {
            return _loading is null or { IsFaulted: true } or { IsCanceled: true } ? _loading = OnOwnThread(() => load(_stop.Token)) : _loading;
        }
    }

    private static Task<T> OnOwnThread<T>(Func<T> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
}
