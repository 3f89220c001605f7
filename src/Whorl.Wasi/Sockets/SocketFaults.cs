using System.Net.Sockets;
using Whorl.Wasi.Io;

namespace Whorl.Wasi.Sockets;

/// <summary>Says in WASI's terms what .NET reports as exceptions.</summary>
internal static class SocketFaults
{
    public static SocketFault From(Exception exception)
    {
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            if (e is SocketException socket)
            {
                return From(socket.SocketErrorCode);
            }
        }

        return exception switch
        {
            ObjectDisposedException or OperationCanceledException => SocketFault.ConnectionBroken,
            TimeoutException => SocketFault.Timeout,
            _ => SocketFault.Unknown,
        };
    }

    public static IoError ToIoError(Exception exception) => new(From(exception));

    private static SocketFault From(SocketError error) => error switch
    {
        SocketError.AccessDenied => SocketFault.AccessDenied,
        SocketError.AddressFamilyNotSupported or SocketError.ProtocolNotSupported or SocketError.OperationNotSupported
            or SocketError.ProtocolOption or SocketError.ProtocolFamilyNotSupported => SocketFault.NotSupported,
        SocketError.InvalidArgument or SocketError.DestinationAddressRequired => SocketFault.InvalidArgument,
        SocketError.NoBufferSpaceAvailable => SocketFault.OutOfMemory,
        SocketError.TimedOut => SocketFault.Timeout,
        SocketError.WouldBlock => SocketFault.WouldBlock,
        SocketError.IsConnected or SocketError.NotConnected => SocketFault.InvalidState,
        SocketError.TooManyOpenSockets => SocketFault.NewSocketLimit,
        SocketError.AddressNotAvailable => SocketFault.AddressNotBindable,
        SocketError.AddressAlreadyInUse => SocketFault.AddressInUse,
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown or SocketError.NetworkDown
            => SocketFault.RemoteUnreachable,
        SocketError.ConnectionRefused => SocketFault.ConnectionRefused,
        SocketError.ConnectionReset or SocketError.NetworkReset => SocketFault.ConnectionReset,
        SocketError.ConnectionAborted => SocketFault.ConnectionAborted,
        SocketError.OperationAborted or SocketError.Interrupted or SocketError.Shutdown => SocketFault.ConnectionBroken,
        SocketError.MessageSize => SocketFault.DatagramTooLarge,
        SocketError.HostNotFound or SocketError.NoData => SocketFault.NameUnresolvable,
        SocketError.TryAgain => SocketFault.TemporaryResolverFailure,
        SocketError.NoRecovery => SocketFault.PermanentResolverFailure,
        _ => SocketFault.Unknown,
    };
}
