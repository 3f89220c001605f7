using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using MQTTnet;
using MQTTnet.Protocol;

namespace Whorl.Triggers.Mqtt;

/// <summary>
/// The messages that have come and that the component is not done with. A server sends those of quality 1 and 2 again when a connection
/// was lost before it was told of them: they are recognised, and not given to the component twice.
/// </summary>
internal sealed class MqttInbox
{
    /// <summary>
    /// Messages of quality 0 that wait; the next ones are dropped, which is what their quality allows. Of the others the server sends only so
    /// many before it is told of the first.
    /// </summary>
    public const int MaxWaiting = 1_000;

    private readonly Channel<MqttArrival> _waiting = Channel.CreateUnbounded<MqttArrival>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<ushort, MqttArrival> _untold = [];
    private int _waitingAtMostOnce;

    /// <summary>Takes a message in.</summary>
    /// <param name="receipt">The message as it came.</param>
    /// <param name="known">The same message from before, if it came again and the component is done with it: the server is to be told.</param>
    /// <returns>False when there is no room for it.</returns>
    public bool TryAdd(MqttApplicationMessageReceivedEventArgs receipt, out MqttArrival? known)
    {
        known = null;
        MqttApplicationMessage message = receipt.ApplicationMessage;
        if (message.QualityOfServiceLevel == MqttQualityOfServiceLevel.AtMostOnce)
        {
            if (Interlocked.Increment(ref _waitingAtMostOnce) > MaxWaiting)
            {
                Interlocked.Decrement(ref _waitingAtMostOnce);
                return false;
            }
        }
        else if (message.Dup && TryRenew(receipt, out MqttArrival? renewed))
        {
            known = renewed.IsDone ? renewed : null;
            return true;
        }

        var arrival = new MqttArrival(message.Topic, message.Payload.ToArray(), receipt);
        if (message.QualityOfServiceLevel != MqttQualityOfServiceLevel.AtMostOnce)
        {
            lock (_untold)
            {
                _untold[receipt.PacketIdentifier] = arrival;
            }
        }

        return _waiting.Writer.TryWrite(arrival);
    }

    /// <summary>Puts a message back, to be given to the component again.</summary>
    public void PutBack(MqttArrival arrival) => _waiting.Writer.TryWrite(arrival);

    /// <summary>Takes the next message out.</summary>
    public async ValueTask<MqttArrival> TakeAsync(CancellationToken cancellationToken)
    {
        MqttArrival arrival = await _waiting.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (arrival.Receipt.ApplicationMessage.QualityOfServiceLevel == MqttQualityOfServiceLevel.AtMostOnce)
        {
            Interlocked.Decrement(ref _waitingAtMostOnce);
        }

        return arrival;
    }

    /// <summary>The server was told of a message.</summary>
    public void Told(MqttArrival arrival)
    {
        lock (_untold)
        {
            if (_untold.GetValueOrDefault(arrival.Receipt.PacketIdentifier) == arrival)
            {
                _untold.Remove(arrival.Receipt.PacketIdentifier);
            }
        }
    }

    /// <summary>The server has forgotten what it has sent: its numbers mean other messages from now on.</summary>
    public void ForgetNumbers()
    {
        lock (_untold)
        {
            _untold.Clear();
        }
    }

    private bool TryRenew(MqttApplicationMessageReceivedEventArgs receipt, [NotNullWhen(true)] out MqttArrival? arrival)
    {
        lock (_untold)
        {
            if (!_untold.TryGetValue(receipt.PacketIdentifier, out arrival))
            {
                return false;
            }

            arrival.Receipt = receipt;
            return true;
        }
    }
}
