using System.Globalization;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using Whorl.Apps.Model;
using Whorl.Capabilities.Calls;
using Whorl.Runtime.Events;
using Whorl.Runtime.Loading;
using Whorl.Triggers.Events;

namespace Whorl.Triggers.Mqtt;

/// <summary>Gives the messages of one topic to a component, and tells the server of those that the component has handled.</summary>
internal sealed class MqttListener(LoadedApp app, MqttTriggerModel model, MqttLogin login, MqttTopic topic, ILogger logger)
    : ServerListener(app, model, model.Concurrency, topic.ToString(), logger)
{
    /// <summary>Seconds for which a server remembers a trigger without a name of its own that it has lost.</summary>
    private const uint ForgottenAfter = 600;

    private readonly string _passingId = $"whorl-{Guid.NewGuid():N}";
    private readonly MqttInbox _inbox = new();
    private IMqttClient? _client;
    private Task _working = Task.CompletedTask;
    private MqttProtocolVersion _version = MqttProtocolVersion.V500;
    private bool _isStarted;
    private bool _isDropping;

    public MqttTopic Topic => topic;

    public override void Dispose()
    {
        _client?.Dispose();
        base.Dispose();
    }

    protected override async Task ListenAsync(CancellationToken connecting)
    {
        _client?.Dispose();
        IMqttClient client = _client = new MqttClientFactory().CreateMqttClient();
        var lost = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        client.DisconnectedAsync += e =>
        {
            lost.TrySetResult(e.Exception?.Message ?? e.Reason.ToString());
            return Task.CompletedTask;
        };
        client.ApplicationMessageReceivedAsync += ReceiveAsync;
        try
        {
            await ConnectAsync(client, connecting).ConfigureAwait(false);
        }
        catch (Exception e) when (e is MqttCommunicationException or IOException or SocketException or InvalidOperationException)
        {
            throw new FailureException(FailureKind.Unavailable, $"{login.Address} cannot be connected to: {e.InnerException?.Message ?? e.Message}", e);
        }

        Listens();
        if (!_isStarted)
        {
            _isStarted = true;
            _working = EventLoops.UntilStopped(WorkAsync, Stopping);
        }

        string reason = await lost.Task.WaitAsync(Stopping).ConfigureAwait(false);
        throw new FailureException(FailureKind.Unavailable, $"the connection was lost: {reason}");
    }

    protected override async Task LeaveAsync()
    {
        await _working.ConfigureAwait(false);
        if (_client is not { IsConnected: true } client)
        {
            return;
        }

        try
        {
            await client.DisconnectAsync(new MqttClientDisconnectOptions(), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is MqttCommunicationException or IOException or SocketException or InvalidOperationException)
        {
            // It is gone, one way or the other.
        }
    }

    private async Task ConnectAsync(IMqttClient client, CancellationToken connecting)
    {
        MqttClientConnectResult connected = await client.ConnectAsync(Options(), connecting).ConfigureAwait(false);
        if (connected.ResultCode == MqttClientConnectResultCode.UnsupportedProtocolVersion && _version == MqttProtocolVersion.V500)
        {
            _version = MqttProtocolVersion.V311;
            connected = await client.ConnectAsync(Options(), connecting).ConfigureAwait(false);
        }

        if (connected.ResultCode != MqttClientConnectResultCode.Success)
        {
            throw new FailureException(FailureKind.Refused, $"the server refused the connection: {connected.ResultCode}");
        }

        if (!connected.IsSessionPresent)
        {
            _inbox.ForgetNumbers();
        }

        MqttClientSubscribeResult subscribed = await client.SubscribeAsync(
            topic.Name, (MqttQualityOfServiceLevel)model.Quality, connecting).ConfigureAwait(false);
        if (subscribed.Items.FirstOrDefault(i => i.ResultCode > MqttClientSubscribeResultCode.GrantedQoS2) is { } refused)
        {
            throw new FailureException(FailureKind.Refused, $"the server refused the subscription: {refused.ResultCode}");
        }
    }

    private MqttClientOptions Options()
    {
        // The first time, nobody has left anything for a name that was just made up.
        bool isNew = login.ClientId is null && !_isStarted;
        MqttClientOptionsBuilder options = new MqttClientOptionsBuilder()
            .WithTcpServer(login.Address.Host, login.Address.Port)
            .WithProtocolVersion(_version)
            .WithClientId(login.ClientId ?? _passingId)
            .WithKeepAlivePeriod(login.KeepAlive);
        if (_version == MqttProtocolVersion.V500)
        {
            // Messages that wait to be tried again count too, and should not keep others away.
            options.WithCleanStart(isNew)
                .WithSessionExpiryInterval(login.ClientId is null ? ForgottenAfter : uint.MaxValue)
                .WithReceiveMaximum((ushort)(model.Concurrency * 4));
        }
        else
        {
            // Servers of this version never forget.
            options.WithCleanSession(login.ClientId is null);
        }

        if (login.User.Length > 0)
        {
            options.WithCredentials(login.User, login.Password);
        }

        if (login.Address.IsTls)
        {
            options.WithTlsOptions(tls => tls.UseTls().WithTargetHost(login.Address.Host));
        }

        return options.Build();
    }

    private async Task ReceiveAsync(MqttApplicationMessageReceivedEventArgs receipt)
    {
        receipt.AutoAcknowledge = false;
        bool isTaken = _inbox.TryAdd(receipt, out MqttArrival? known);
        if (!isTaken && !_isDropping)
        {
            TriggerLog.Dropping(Logger, App.Model.Name, Model.Component!, topic.Name, MqttInbox.MaxWaiting, Model.Id);
        }

        _isDropping = !isTaken;
        if (known is not null)
        {
            await TellAsync(known).ConfigureAwait(false);
        }
    }

    private async Task WorkAsync(CancellationToken stopping)
    {
        while (true)
        {
            MqttArrival arrival = await _inbox.TakeAsync(stopping).ConfigureAwait(false);
            await Deliveries.TakeRoomAsync(stopping).ConfigureAwait(false);
            arrival.Attempts++;
            _ = Deliveries.DeliverAsync(new MqttMessage(arrival.Topic, arrival.Payload), result => FinishAsync(arrival, result));
        }
    }

    private async ValueTask FinishAsync(MqttArrival arrival, EventResult result)
    {
        bool isForgotten = arrival.Receipt.ApplicationMessage.QualityOfServiceLevel == MqttQualityOfServiceLevel.AtMostOnce;
        bool isGivenUp = isForgotten || arrival.Attempts >= model.Attempts;
        if (result.IsHandled || isGivenUp)
        {
            if (!result.IsHandled)
            {
                TriggerLog.MessageLost(Logger, App.Model.Name, Model.Component!, result.Failure!, "topic", arrival.Topic, Model.Id);
            }

            if (!isForgotten)
            {
                arrival.IsDone = true;
                await TellAsync(arrival).ConfigureAwait(false);
            }
        }
        else if (Stopping.IsCancellationRequested)
        {
            TriggerLog.MessageLeft(Logger, App.Model.Name, Model.Component!, result.Failure!, arrival.Topic, Model.Id);
        }
        else
        {
            _ = TryAgainAsync(arrival, result.Failure!);
        }
    }

    private async Task TryAgainAsync(MqttArrival arrival, string failure)
    {
        TimeSpan wait = arrival.NextWait();
        string seconds = wait.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        TriggerLog.TriedAgain(Logger, App.Model.Name, Model.Component!, failure, arrival.Topic, seconds, arrival.Attempts, Model.Id);
        await Task.Delay(wait, App.Time, Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _inbox.PutBack(arrival);
    }

    private async Task TellAsync(MqttArrival arrival)
    {
        try
        {
            await arrival.Receipt.AcknowledgeAsync(CancellationToken.None).ConfigureAwait(false);
            _inbox.Told(arrival);
        }
#pragma warning disable CA1031 // Of a client whose connection is gone the library shows whatever its parts stumble over.
        catch (Exception)
#pragma warning restore CA1031
        {
            // The server will send the message again, and is told then.
        }
    }
}
