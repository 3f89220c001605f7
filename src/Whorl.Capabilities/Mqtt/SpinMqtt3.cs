using Whorl.Capabilities.Bindings.Mqtt.Mqtt;
using Whorl.Capabilities.Calls;
using Whorl.Components.Hosting;

namespace Whorl.Capabilities.Mqtt;

/// <summary><c>spin:mqtt@3.0.0</c>, which does not block.</summary>
internal sealed class SpinMqtt3(MqttAccess access) : IHost
{
    public async ValueTask<Result<IConnection, Error>> ConnectionOpen(string address, string username, string password, ulong keepAliveIntervalInSecs, HostTask task) =>
        (await access.OpenAsync(address, username, password, keepAliveIntervalInSecs, task, ToError).ConfigureAwait(false)).TryGet(out MqttLink? link, out Error error)
            ? new Connection(access, link)
            : error;

    private static Error ToError(Failure failure) => failure.Kind switch
    {
        FailureKind.BadAddress => Error.InvalidAddress,
        FailureKind.TooMany => Error.TooManyConnections,
        FailureKind.Denied or FailureKind.Unavailable => Error.ConnectionFailed(failure.Message),
        _ => Error.Other(failure.Message),
    };

    private sealed class Connection(MqttAccess access, MqttLink link) : IConnection
    {
        public ValueTask<Result<Unit, Error>> Publish(string topic, byte[] payload, Qos qos, HostTask task) =>
            access.PublishAsync(link, topic, payload, (int)qos, task, ToError);

        public void Dispose() => access.Closed();
    }
}
