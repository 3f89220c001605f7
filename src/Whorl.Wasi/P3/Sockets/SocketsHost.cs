using System.Net;
using Whorl.Components.Hosting;
using Whorl.Wasi.P3.Sockets.Types;
using Whorl.Wasi.Sockets;
using LookupError = Whorl.Wasi.P3.Sockets.IpNameLookup.ErrorCode;

namespace Whorl.Wasi.P3.Sockets;

/// <summary>The functions of <c>wasi:sockets</c>.</summary>
internal sealed class SocketsHost(WasiContext context, bool mayConnect) : Types.IHost, IpNameLookup.IHost
{
    public Result<ITcpSocket, ErrorCode> TcpSocketCreate(IpAddressFamily addressFamily)
    {
        if (!mayConnect)
        {
            return ErrorCode.AccessDenied;
        }

        return TcpSocket.Create(context, Addresses.ToFamily(addressFamily)).TryGet(out TcpSocket? socket, out SocketFault fault)
            ? new TcpSocketResource(context, socket)
            : SocketErrors.From(fault);
    }

    public Result<IUdpSocket, ErrorCode> UdpSocketCreate(IpAddressFamily addressFamily)
    {
        if (!mayConnect)
        {
            return ErrorCode.AccessDenied;
        }

        return UdpSocket.Create(context, Addresses.ToFamily(addressFamily)).TryGet(out UdpSocket? socket, out SocketFault fault)
            ? new UdpSocketResource(socket)
            : SocketErrors.From(fault);
    }

    public async ValueTask<Result<IpAddress[], LookupError>> ResolveAddresses(string name, HostTask task)
    {
        if (!mayConnect)
        {
            return LookupError.AccessDenied;
        }

        if (!NameLookup.Start(context, name).TryGet(out NameLookup? lookup, out SocketFault fault))
        {
            return SocketErrors.ToLookupError(fault);
        }

        await Task.WhenAny(lookup.Pending).ConfigureAwait(false);
        return lookup.Finish().TryGet(out IPAddress[]? addresses, out fault)
            ? addresses.Select(Addresses.From).ToArray()
            : SocketErrors.ToLookupError(fault);
    }
}
