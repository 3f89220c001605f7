using System.Collections.Concurrent;
using MQTTnet.Protocol;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Grants;
using Whorl.Capabilities.Network;
using Whorl.Components.Hosting;

namespace Whorl.Capabilities.Mqtt;

/// <summary>What one instance does with MQTT servers, whichever interface it does it through.</summary>
internal sealed class MqttAccess(CapabilityScope scope, ConcurrentDictionary<MqttServerKey, MqttLink> links, ConnectionBudget budget, int? maxPayloadBytes)
{
    private static readonly CallTarget s_open = new("mqtt", "open");
    private static readonly CallTarget s_publish = new("mqtt", "publish");

    /// <summary>Links that guests made up addresses for, and that nobody will use again, must not pile up.</summary>
    private const int MaxLinks = 256;
    private const int DefaultMaxPayload = 16 << 20;

    private int _open;

    public Result<MqttLink, TError> Open<TError>(string address, string user, string password, ulong keepAlive, Func<Failure, TError> error) =>
        scope.Call(s_open, call => OpenAsync(address, user, password, keepAlive, call), error);

    public ValueTask<Result<MqttLink, TError>> OpenAsync<TError>(
        string address, string user, string password, ulong keepAlive, HostTask task, Func<Failure, TError> error) =>
        scope.CallAsync(s_open, task, call => OpenAsync(address, user, password, keepAlive, call), error);

    public Result<Unit, TError> Publish<TError>(MqttLink link, string topic, byte[] payload, int quality, Func<Failure, TError> error) =>
        scope.Call(s_publish, call => PublishAsync(link, topic, payload, quality, call), error);

    public ValueTask<Result<Unit, TError>> PublishAsync<TError>(MqttLink link, string topic, byte[] payload, int quality, HostTask task, Func<Failure, TError> error) =>
        scope.CallAsync(s_publish, task, call => PublishAsync(link, topic, payload, quality, call), error);

    public void Closed() => Interlocked.Decrement(ref _open);

    private async ValueTask<MqttLink> OpenAsync(string address, string user, string password, ulong keepAlive, CapabilityCall call)
    {
        if (Interlocked.Increment(ref _open) > scope.Grants.MaxConnections)
        {
            Closed();
            throw new FailureException(FailureKind.TooMany, $"at most {scope.Grants.MaxConnections} connections may be open at once: `outbound-connections` of component `{scope.Grants.Component}`");
        }

        try
        {
            OutboundAnswer where = await scope.RequireOutboundAsync("mqtt", address, "mqtt", call.Token).ConfigureAwait(false);
            bool isTls = address.StartsWith("mqtts://", StringComparison.OrdinalIgnoreCase);
            var key = new MqttServerKey(where.Host, where.Port, isTls, user, password, keepAlive);
            if (links.Count >= MaxLinks && !links.ContainsKey(key))
            {
                throw new FailureException(FailureKind.TooMany, $"the app has connections to {MaxLinks} servers already");
            }

            MqttLink link = links.GetOrAdd(key, k => new MqttLink(k, where, budget));
            await link.ConnectAsync(call.Token).ConfigureAwait(false);
            return link;
        }
        catch
        {
            Closed();
            throw;
        }
    }

    private async ValueTask<Unit> PublishAsync(MqttLink link, string topic, byte[] payload, int quality, CapabilityCall call)
    {
        int most = maxPayloadBytes ?? DefaultMaxPayload;
        if (payload.Length > most)
        {
            throw new FailureException(FailureKind.TooLarge, $"the payload has {payload.Length} bytes; at most {most} are allowed (`max_payload_size_bytes` of [outbound_mqtt])");
        }

        await link.PublishAsync(topic, payload, (MqttQualityOfServiceLevel)quality, call.Token).ConfigureAwait(false);
        return default;
    }
}
