using Whorl.Capabilities.Bindings.SpinV2_0_0.Mqtt;
using Whorl.Capabilities.Calls;
using Whorl.Components.Abi;
using Whorl.Components.Hosting;

namespace Whorl.Capabilities.Mqtt;

/// <summary><c>fermyon:spin/mqtt@2.0.0</c>.</summary>
internal sealed class SpinMqtt(MqttAccess access) : IHost
{
    public Result<IConnection, Error> ConnectionOpen(GuestString address, GuestString username, GuestString password, ulong keepAliveIntervalInSecs) =>
        access.Open(address.ToString(), username.ToString(), password.ToString(), keepAliveIntervalInSecs, ToError).TryGet(out MqttLink? link, out Error error)
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
        public Result<Unit, Error> Publish(GuestString topic, ReadOnlySpan<byte> payload, Qos qos) =>
            access.Publish(link, topic.ToString(), payload.ToArray(), (int)qos, ToError);

        public void Dispose() => access.Closed();
    }
}
