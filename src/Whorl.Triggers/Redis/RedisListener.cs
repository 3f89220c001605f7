using Microsoft.Extensions.Logging;
using Whorl.Apps.Model;
using Whorl.Capabilities.Redis;
using Whorl.Runtime.Events;
using Whorl.Runtime.Loading;
using Whorl.Triggers.Events;

namespace Whorl.Triggers.Redis;

/// <summary>
/// Gives the messages of one channel to a component. When that works on as many messages as it may, the next ones wait in the connection.
/// </summary>
internal sealed class RedisListener(LoadedApp app, RedisTriggerModel model, RedisChannel channel, ILogger logger)
    : ServerListener(app, model, model.Concurrency, channel.ToString(), logger)
{
    public RedisChannel Channel => channel;

    protected override async Task ListenAsync(CancellationToken connecting)
    {
        using RedisSubscription subscription = await RedisSubscription.OpenAsync(channel.Address, channel.Name, connecting).ConfigureAwait(false);
        Listens();
        while (true)
        {
            // The place comes first: a message that was read is delivered.
            await Deliveries.TakeRoomAsync(Stopping).ConfigureAwait(false);
            byte[] message;
            try
            {
                message = await subscription.NextAsync(Stopping).ConfigureAwait(false);
            }
            catch
            {
                Deliveries.LeaveRoom();
                throw;
            }

            _ = Deliveries.DeliverAsync(new RedisMessage(channel.Name, message), Finish);
        }
    }

    private ValueTask Finish(EventResult result)
    {
        if (!result.IsHandled)
        {
            TriggerLog.MessageLost(Logger, App.Model.Name, Model.Component!, result.Failure!, "channel", channel.Name, Model.Id);
        }

        return ValueTask.CompletedTask;
    }
}
