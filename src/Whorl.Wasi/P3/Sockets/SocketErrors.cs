using System.Net;
using Whorl.Components.Hosting;
using Whorl.Wasi.P3.Sockets.Types;
using Whorl.Wasi.Sockets;
using LookupError = Whorl.Wasi.P3.Sockets.IpNameLookup.ErrorCode;

namespace Whorl.Wasi.P3.Sockets;

/// <summary>Gives socket faults as <c>wasi:sockets/types.error-code</c> and <c>wasi:sockets/ip-name-lookup.error-code</c>.</summary>
internal static class SocketErrors
{
    public static ErrorCode From(SocketFault fault) => fault switch
    {
        SocketFault.AccessDenied => ErrorCode.AccessDenied,
        SocketFault.NotSupported => ErrorCode.NotSupported,
        SocketFault.InvalidArgument => ErrorCode.InvalidArgument,
        SocketFault.OutOfMemory => ErrorCode.OutOfMemory,
        SocketFault.Timeout => ErrorCode.Timeout,
        SocketFault.InvalidState or SocketFault.ConcurrencyConflict or SocketFault.NotInProgress => ErrorCode.InvalidState,
        SocketFault.AddressNotBindable => ErrorCode.AddressNotBindable,
        SocketFault.AddressInUse => ErrorCode.AddressInUse,
        SocketFault.RemoteUnreachable => ErrorCode.RemoteUnreachable,
        SocketFault.ConnectionRefused => ErrorCode.ConnectionRefused,
        SocketFault.ConnectionBroken => ErrorCode.ConnectionBroken,
        SocketFault.ConnectionReset => ErrorCode.ConnectionReset,
        SocketFault.ConnectionAborted => ErrorCode.ConnectionAborted,
        SocketFault.DatagramTooLarge => ErrorCode.DatagramTooLarge,
        SocketFault.NewSocketLimit => ErrorCode.Other("the limit of open sockets is reached"),
        _ => ErrorCode.Other(fault.ToString()),
    };

    public static LookupError ToLookupError(SocketFault fault) => fault switch
    {
        SocketFault.AccessDenied => LookupError.AccessDenied,
        SocketFault.InvalidArgument => LookupError.InvalidArgument,
        SocketFault.NameUnresolvable => LookupError.NameUnresolvable,
        SocketFault.TemporaryResolverFailure => LookupError.TemporaryResolverFailure,
        SocketFault.PermanentResolverFailure => LookupError.PermanentResolverFailure,
        SocketFault.NewSocketLimit => LookupError.Other("the limit of open sockets is reached"),
        _ => LookupError.Other(fault.ToString()),
    };

    public static Result<T, ErrorCode> From<T>(Result<T, SocketFault> result) =>
        result.IsOk ? Result<T, ErrorCode>.Ok(result.Value) : From(result.Error);

    public static Result<IpSocketAddress, ErrorCode> From(Result<IPEndPoint, SocketFault> result) =>
        result.IsOk ? Addresses.From(result.Value) : From(result.Error);
}
