using System.Net;
using Whorl.Components.Hosting;
using Whorl.Wasi.P2.Sockets.Network;
using Whorl.Wasi.Sockets;

namespace Whorl.Wasi.P2.Sockets;

/// <summary>Gives socket faults as <c>wasi:sockets/network.error-code</c>, which has the same cases in the same order, but for the last.</summary>
internal static class SocketErrors
{
    public static ErrorCode From(SocketFault fault) => fault == SocketFault.ConnectionBroken ? ErrorCode.ConnectionAborted : (ErrorCode)fault;

    public static Result<T, ErrorCode> From<T>(Result<T, SocketFault> result) =>
        result.IsOk ? Result<T, ErrorCode>.Ok(result.Value) : From(result.Error);

    public static Result<IpSocketAddress, ErrorCode> From(Result<IPEndPoint, SocketFault> result) =>
        result.IsOk ? Addresses.From(result.Value) : From(result.Error);
}
