using System.Diagnostics.CodeAnalysis;
using Whorl.Capabilities.Bindings.Spin.RedisTypes;
using Whorl.Components.Hosting;
using AsyncError = Whorl.Capabilities.Bindings.Redis.Redis.Error;
using AsyncErrorKind = Whorl.Capabilities.Bindings.Redis.Redis.ErrorKind;
using AsyncExport = Whorl.Capabilities.Bindings.Redis.InboundRedis.InboundRedisExport;
using PlainExport = Whorl.Capabilities.Bindings.Spin.InboundRedis.InboundRedisExport;

namespace Whorl.Capabilities.Inbound;

/// <summary>
/// A component that takes messages of Redis channels, by <c>fermyon:spin/inbound-redis</c> or <c>spin:redis/inbound-redis@3.0.0</c>. One object
/// serves all its instances.
/// </summary>
public sealed class RedisGuest
{
    private readonly PlainExport? _plain;
    private readonly AsyncExport? _async;

    private RedisGuest(PlainExport? plain, AsyncExport? asynchronous)
    {
        _plain = plain;
        _async = asynchronous;
    }

    /// <summary>Finds the handler in a linked component; of two, the one that does not block.</summary>
    /// <param name="component">The component.</param>
    /// <param name="guest">The handler, when the component has one.</param>
    /// <exception cref="LinkException">The component has one of another type.</exception>
    public static bool TryBind(ComponentPre component, [NotNullWhen(true)] out RedisGuest? guest)
    {
        ArgumentNullException.ThrowIfNull(component);
        PlainExport? plain = null;
        guest = AsyncExport.TryBind(component, out AsyncExport? asynchronous) || PlainExport.TryBind(component, out plain)
            ? new RedisGuest(plain, asynchronous)
            : null;
        return guest is not null;
    }

    /// <summary>Gives a message to the guest.</summary>
    /// <param name="instance">A fresh instance of the component.</param>
    /// <param name="message">The message.</param>
    /// <param name="aborted">Ends the waits of a guest that does not block.</param>
    /// <returns>What the guest says went wrong; null if nothing did.</returns>
    public string? Handle(ComponentInstance instance, byte[] message, CancellationToken aborted)
    {
        if (_async is null)
        {
            return _plain!.HandleMessage(instance, message).TryGet(out _, out Error plainError) ? null : Say(plainError);
        }

        Result<Unit, AsyncError> result = TaskCalls.Finish(instance, _async.HandleMessage(instance, message), aborted);
        return result.TryGet(out _, out AsyncError error) ? null : Say(error);
    }

    private static string Say(Error error) => error == Error.Success ? "the error `success`" : "an error";

    private static string Say(AsyncError error) => error.Kind switch
    {
        AsyncErrorKind.InvalidAddress => "the error `invalid-address`",
        AsyncErrorKind.TooManyConnections => "the error `too-many-connections`",
        AsyncErrorKind.TypeError => "the error `type-error`",
        _ => $"the error `{error.AsOther()}`",
    };
}
