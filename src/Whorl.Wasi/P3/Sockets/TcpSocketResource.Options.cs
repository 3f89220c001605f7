using Whorl.Components.Hosting;
using Whorl.Wasi.P3.Sockets.Types;
using Whorl.Wasi.Sockets;

namespace Whorl.Wasi.P3.Sockets;

/// <content>Addresses and settings.</content>
internal sealed partial class TcpSocketResource
{
    public Result<IpSocketAddress, ErrorCode> GetLocalAddress() => SocketErrors.From(socket.LocalAddress);

    public Result<IpSocketAddress, ErrorCode> GetRemoteAddress() => SocketErrors.From(socket.RemoteAddress);

    public bool GetIsListening() => socket.State == TcpState.Listening;

    public IpAddressFamily GetAddressFamily() => Addresses.From(socket.Family);

    public Result<Unit, ErrorCode> SetListenBacklogSize(ulong value) => SocketErrors.From(socket.SetBacklog(value));

    public Result<bool, ErrorCode> GetKeepAliveEnabled() => SocketErrors.From(socket.KeepAlive);

    public Result<Unit, ErrorCode> SetKeepAliveEnabled(bool value) => SocketErrors.From(socket.SetKeepAlive(value));

    public Result<ulong, ErrorCode> GetKeepAliveIdleTime() => SocketErrors.From(socket.KeepAliveIdleNanoseconds);

    public Result<Unit, ErrorCode> SetKeepAliveIdleTime(ulong value) => SocketErrors.From(socket.SetKeepAliveIdle(value));

    public Result<ulong, ErrorCode> GetKeepAliveInterval() => SocketErrors.From(socket.KeepAliveIntervalNanoseconds);

    public Result<Unit, ErrorCode> SetKeepAliveInterval(ulong value) => SocketErrors.From(socket.SetKeepAliveInterval(value));

    public Result<uint, ErrorCode> GetKeepAliveCount() => SocketErrors.From(socket.KeepAliveCount);

    public Result<Unit, ErrorCode> SetKeepAliveCount(uint value) => SocketErrors.From(socket.SetKeepAliveCount(value));

    public Result<byte, ErrorCode> GetHopLimit() => SocketErrors.From(socket.Settings.HopLimit);

    public Result<Unit, ErrorCode> SetHopLimit(byte value) => SocketErrors.From(socket.Settings.SetHopLimit(value));

    public Result<ulong, ErrorCode> GetReceiveBufferSize() => SocketErrors.From(socket.Settings.ReceiveBufferBytes);

    public Result<Unit, ErrorCode> SetReceiveBufferSize(ulong value) => SocketErrors.From(socket.Settings.SetReceiveBufferBytes(value));

    public Result<ulong, ErrorCode> GetSendBufferSize() => SocketErrors.From(socket.Settings.SendBufferBytes);

    public Result<Unit, ErrorCode> SetSendBufferSize(ulong value) => SocketErrors.From(socket.Settings.SetSendBufferBytes(value));
}
