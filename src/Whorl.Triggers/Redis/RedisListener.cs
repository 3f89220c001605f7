using Microsoft.Extensions.Logging;
using Whorl.Apps.Model;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Redis;
using Whorl.Runtime.Events;
using Whorl.Runtime.Loading;
using Whorl.Triggers.Events;

namespace Whorl.Triggers.Redis;

/// <summary>
/// Gives the messages of one channel to a component. It has a connection of its own, so that a component which is slow holds up no
/// other: when it works on as many messages as it may, the next ones wait in the connection.
/// </summary>
internal sealed class RedisListener : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly LoadedApp _app;
    private readonly RedisTriggerModel _model;
    private readonly ILogger _logger;
    private readonly Deliveries _deliveries;
    private readonly Backoff _backoff = new(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(30));
    private readonly TaskCompletionSource _tried = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;
    private bool _wasLost;

    public RedisListener(LoadedApp app, RedisTriggerModel model, RedisChannel channel, ILogger logger)
    {
        _app = app;
        _model = model;
        _logger = logger;
        Channel = channel;
        _deliveries = new Deliveries(app.ComponentOf(model), model.Concurrency);
    }

    public RedisChannel Channel { get; }

    /// <summary>Over when the server was tried for the first time.</summary>
    public Task Tried => _tried.Task;

    /// <summary>Begins to listen.</summary>
    /// <returns>Over when it was stopped.</returns>
    public Task Run() => _running = EventLoops.UntilStopped(ListenAsync, _stopping.Token);

    /// <summary>Takes no more messages, and lets those under way finish.</summary>
    public async Task StopAsync(TimeSpan patience)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _deliveries.DrainAsync(patience, _app.Time).ConfigureAwait(false);
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _deliveries.Dispose();
    }

    private async Task ListenAsync(CancellationToken stopping)
    {
        while (true)
        {
            TimeSpan wait;
            try
            {
                using RedisSubscription subscription = await OpenAsync(stopping).ConfigureAwait(false);
                await ReceiveAsync(subscription, stopping).ConfigureAwait(false);
                return;
            }
            catch (FailureException e)
            {
                wait = _backoff.Next();
                _wasLost = true;
                TriggerLog.NotListening(_logger, _app.Model.Name, _model.Id, Channel.ToString(), e.Message, wait);
            }
            finally
            {
                _tried.TrySetResult();
            }

            await Task.Delay(wait, _app.Time, stopping).ConfigureAwait(false);
        }
    }

    private async Task<RedisSubscription> OpenAsync(CancellationToken stopping)
    {
        using var limit = new CancellationTokenSource(s_patience, _app.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        try
        {
            RedisSubscription subscription = await RedisSubscription.OpenAsync(Channel.Address, Channel.Name, either.Token).ConfigureAwait(false);
            _backoff.Reset();
            _tried.TrySetResult();
            if (_wasLost)
            {
                TriggerLog.ListensAgain(_logger, _app.Model.Name, _model.Id, Channel.ToString());
            }

            return subscription;
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            throw new FailureException(FailureKind.TimedOut, $"it did not answer within {s_patience.TotalSeconds} s");
        }
    }

    private async Task ReceiveAsync(RedisSubscription subscription, CancellationToken stopping)
    {
        while (true)
        {
            // The place comes first: a message that was read is delivered.
            await _deliveries.TakeRoomAsync(stopping).ConfigureAwait(false);
            byte[] message;
            try
            {
                message = await subscription.NextAsync(stopping).ConfigureAwait(false);
            }
            catch
            {
                _deliveries.LeaveRoom();
                throw;
            }

            _ = DeliverAsync(message);
        }
    }

    private async Task DeliverAsync(byte[] message)
    {
        EventResult result = await _deliveries.DeliverAsync(new RedisMessage(message)).ConfigureAwait(false);
        if (!result.IsHandled)
        {
            TriggerLog.MessageLost(_logger, _app.Model.Name, _model.Component!, result.Failure!, "channel", Channel.Name, _model.Id);
        }
    }
}
