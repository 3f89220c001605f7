using System.Buffers;
using System.Net.Sockets;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Grants;
using Whorl.Capabilities.Network;

namespace Whorl.Capabilities.Mqtt;

/// <summary>
/// A connection to an MQTT server that all instances of an app which name the same server and user publish through; publishing
/// leaves nothing behind in a connection. It is made when it is needed, and again when it was lost.
/// </summary>
internal sealed class MqttLink : IDisposable
{
    private readonly SemaphoreSlim _connecting = new(1, 1);
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly MqttClientOptions _options;
    private readonly ConnectionBudget _budget;
    private readonly string _where;
    private IDisposable? _permit;

    public MqttLink(MqttServerKey key, OutboundAnswer where, ConnectionBudget budget)
    {
        _budget = budget;
        _where = $"{where.Host}:{where.Port}";
        MqttClientOptionsBuilder options = new MqttClientOptionsBuilder()
            .WithTcpServer(where.Addresses is [var first, ..] ? first.ToString() : where.Host, where.Port)
            .WithClientId($"whorl-{Guid.NewGuid():N}")
            .WithCleanSession()
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(Math.Clamp(key.KeepAliveSeconds, 5, 3600)));
        if (key.User.Length > 0)
        {
            options.WithCredentials(key.User, key.Password);
        }

        if (key.IsTls)
        {
            options.WithTlsOptions(tls => tls.UseTls().WithTargetHost(where.Host));
        }

        _options = options.Build();
    }

    /// <summary>Connects, unless it is connected.</summary>
    public async ValueTask ConnectAsync(CancellationToken cancellationToken)
    {
        if (_client.IsConnected)
        {
            return;
        }

        await _connecting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_client.IsConnected)
            {
                _permit ??= await _budget.TakeAsync(cancellationToken).ConfigureAwait(false);
                MqttClientConnectResult result = await _client.ConnectAsync(_options, cancellationToken).ConfigureAwait(false);
                if (result.ResultCode != MqttClientConnectResultCode.Success)
                {
                    throw new FailureException(FailureKind.Unavailable, $"{_where} refused the connection: {result.ResultCode}");
                }
            }
        }
        catch (Exception e) when (IsLost(e))
        {
            throw new FailureException(FailureKind.Unavailable, $"{_where} cannot be connected to: {e.InnerException?.Message ?? e.Message}", e);
        }
        finally
        {
            _connecting.Release();
        }
    }

    public async ValueTask PublishAsync(string topic, byte[] payload, MqttQualityOfServiceLevel quality, CancellationToken cancellationToken)
    {
        await ConnectAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var message = new MqttApplicationMessage { Topic = topic, Payload = new ReadOnlySequence<byte>(payload), QualityOfServiceLevel = quality };
            MqttClientPublishResult result = await _client.PublishAsync(message, cancellationToken).ConfigureAwait(false);
            if (!result.IsSuccess)
            {
                throw new FailureException(FailureKind.Refused, $"{_where} refused the message: {result.ReasonCode}");
            }
        }
        catch (Exception e) when (IsLost(e))
        {
            throw new FailureException(FailureKind.Unavailable, $"the connection to {_where} was lost: {e.Message}", e);
        }
        catch (MqttProtocolViolationException e)
        {
            throw new FailureException(FailureKind.BadParameter, e.Message, e);
        }
    }

    // The library lets exceptions of the layers below through.
    private static bool IsLost(Exception e) => e is MqttCommunicationException or IOException or SocketException or InvalidOperationException or ObjectDisposedException;

    public void Dispose()
    {
        _client.Dispose();
        _permit?.Dispose();
        _connecting.Dispose();
    }
}
