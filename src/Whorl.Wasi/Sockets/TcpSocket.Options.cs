using System.Net;
using System.Net.Sockets;
using Whorl.Components.Hosting;

namespace Whorl.Wasi.Sockets;

/// <content>Addresses and settings.</content>
internal sealed partial class TcpSocket
{
    private const int MaxKeepAliveSeconds = 32_767;
    private const int MaxKeepAliveCount = 127;

    public Result<IPEndPoint, SocketFault> LocalAddress =>
        State == TcpState.Unbound ? SocketFault.InvalidState : EndPointOf(s => s.LocalEndPoint);

    public Result<IPEndPoint, SocketFault> RemoteAddress =>
        State == TcpState.Connected && _remote is { } remote ? remote : SocketFault.InvalidState;

    public SocketSettings Settings => new(_socket, _context.Options.Limits.SocketBufferBytes);

    public Result<bool, SocketFault> KeepAlive =>
        Settings.Get(s => (int)s.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive)!).TryGet(out int value, out SocketFault fault)
            ? value != 0
            : fault;

    public Result<ulong, SocketFault> KeepAliveIdleNanoseconds => GetSeconds(SocketOptionName.TcpKeepAliveTime);

    public Result<ulong, SocketFault> KeepAliveIntervalNanoseconds => GetSeconds(SocketOptionName.TcpKeepAliveInterval);

    public Result<uint, SocketFault> KeepAliveCount =>
        Settings.Get(s => (int)s.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount)!).TryGet(out int value, out SocketFault fault)
            ? (uint)value
            : fault;

    /// <summary>Whether small pieces are sent without waiting for more.</summary>
    public Result<bool, SocketFault> NoDelay => Settings.Get(static s => s.NoDelay);

    public Result<Unit, SocketFault> SetNoDelay(bool value) => Settings.Set(s => s.NoDelay = value);

    public Result<Unit, SocketFault> SetBacklog(ulong value)
    {
        if (value == 0)
        {
            return SocketFault.InvalidArgument;
        }

        if (State is TcpState.Connecting or TcpState.Connected or TcpState.Closed)
        {
            return SocketFault.InvalidState;
        }

        _backlog = (int)Math.Min(value, MaxBacklog);
        return State == TcpState.Listening ? Try(s => s.Listen(_backlog)) : default(Unit);
    }

    public Result<Unit, SocketFault> SetKeepAlive(bool value) =>
        Settings.Set(s => s.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, value));

    public Result<Unit, SocketFault> SetKeepAliveIdle(ulong nanoseconds) => SetSeconds(SocketOptionName.TcpKeepAliveTime, nanoseconds);

    public Result<Unit, SocketFault> SetKeepAliveInterval(ulong nanoseconds) => SetSeconds(SocketOptionName.TcpKeepAliveInterval, nanoseconds);

    public Result<Unit, SocketFault> SetKeepAliveCount(uint value) => value == 0
        ? SocketFault.InvalidArgument
        : Settings.Set(s => s.SetSocketOption(
            SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, (int)Math.Min(value, MaxKeepAliveCount)));

    private Result<ulong, SocketFault> GetSeconds(SocketOptionName name) =>
        Settings.Get(s => (int)s.GetSocketOption(SocketOptionLevel.Tcp, name)!).TryGet(out int seconds, out SocketFault fault)
            ? (ulong)seconds * 1_000_000_000
            : fault;

    private Result<Unit, SocketFault> SetSeconds(SocketOptionName name, ulong nanoseconds)
    {
        if (nanoseconds == 0)
        {
            return SocketFault.InvalidArgument;
        }

        // The system counts whole seconds; less than one is one.
        int seconds = (int)Math.Clamp((nanoseconds / 1_000_000_000) + (nanoseconds % 1_000_000_000 == 0 ? 0UL : 1), 1, MaxKeepAliveSeconds);
        return Settings.Set(s => s.SetSocketOption(SocketOptionLevel.Tcp, name, seconds));
    }

    private Result<IPEndPoint, SocketFault> EndPointOf(Func<Socket, EndPoint?> get)
    {
        Result<EndPoint?, SocketFault> found = Settings.Get(get);
        return found.IsOk ? found.Value is IPEndPoint endPoint ? endPoint : SocketFault.InvalidState : found.Error;
    }
}
