using Microsoft.Extensions.Logging;
using Whorl.Apps.Model;
using Whorl.Capabilities.Calls;
using Whorl.Runtime.Loading;

namespace Whorl.Triggers.Events;

/// <summary>
/// Gives what one trigger hears from a server to its component. It has a connection of its own, so that a component which is slow holds up
/// no other, and makes a new one when that is lost.
/// </summary>
internal abstract class ServerListener : IEventSource
{
    /// <summary>How long a server may take to answer when it is connected to.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly Backoff _backoff = new(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(30));
    private readonly TaskCompletionSource _tried = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stopping = new();
    private readonly string _source;
    private Task _running = Task.CompletedTask;
    private bool _wasLost;

    /// <summary>Makes a listener.</summary>
    /// <param name="app">The app.</param>
    /// <param name="model">The trigger.</param>
    /// <param name="concurrency">How much the component works on at a time.</param>
    /// <param name="source">What is listened to, for people.</param>
    /// <param name="logger">Takes what there is to say.</param>
    protected ServerListener(LoadedApp app, TriggerModel model, int concurrency, string source, ILogger logger)
    {
        App = app;
        Model = model;
        Logger = logger;
        _source = source;
        Deliveries = new Deliveries(app.ComponentOf(model), concurrency);
    }

    /// <summary>Over when the server was tried for the first time.</summary>
    public Task Tried => _tried.Task;

    protected LoadedApp App { get; }

    protected TriggerModel Model { get; }

    protected ILogger Logger { get; }

    protected Deliveries Deliveries { get; }

    /// <summary>Cancelled when nothing new is to be taken.</summary>
    protected CancellationToken Stopping => _stopping.Token;

    /// <inheritdoc/>
    public Task Run() => _running = EventLoops.UntilStopped(RunAsync, _stopping.Token);

    /// <summary>Takes nothing new, lets what is under way finish, and leaves the server.</summary>
    public async Task StopAsync(TimeSpan patience)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Deliveries.DrainAsync(patience, App.Time).ConfigureAwait(false);
        await LeaveAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        _stopping.Dispose();
        Deliveries.Dispose();
    }

    /// <summary>Connects, and listens until the connection is lost.</summary>
    /// <param name="connecting">Ends the attempt to connect.</param>
    /// <exception cref="FailureException">The server cannot be listened to, or not any more.</exception>
    protected abstract Task ListenAsync(CancellationToken connecting);

    /// <summary>Ends the connection that is still there when all is done.</summary>
    protected virtual Task LeaveAsync() => Task.CompletedTask;

    /// <summary>To be called by <see cref="ListenAsync"/> once it listens.</summary>
    protected void Listens()
    {
        _backoff.Reset();
        _tried.TrySetResult();
        if (_wasLost)
        {
            TriggerLog.ListensAgain(Logger, App.Model.Name, Model.Id, _source);
        }
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        while (true)
        {
            using var limit = new CancellationTokenSource(s_patience, App.Time);
            using var connecting = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
            string reason;
            try
            {
                await ListenAsync(connecting.Token).ConfigureAwait(false);
                return;
            }
            catch (FailureException e)
            {
                reason = e.Message;
            }
            catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
            {
                reason = $"the server did not answer within {s_patience.TotalSeconds} s";
            }

            _wasLost = true;
            TimeSpan wait = _backoff.Next();
            TriggerLog.NotListening(Logger, App.Model.Name, Model.Id, _source, reason, wait);
            _tried.TrySetResult();
            await Task.Delay(wait, App.Time, stopping).ConfigureAwait(false);
        }
    }
}
