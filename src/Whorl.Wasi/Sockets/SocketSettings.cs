using System.Net.Sockets;
using Whorl.Components.Hosting;

namespace Whorl.Wasi.Sockets;

/// <summary>The settings that sockets of all kinds have.</summary>
/// <param name="socket">The socket.</param>
/// <param name="maxBufferBytes">What the size of a buffer is clamped to.</param>
internal readonly struct SocketSettings(Socket socket, int maxBufferBytes)
{
    private const int MinBufferBytes = 1024;

    // Linux reports twice what was asked for: it counts its own bookkeeping.
    private static readonly int s_reportedFactor = OperatingSystem.IsLinux() ? 2 : 1;

    public Result<byte, SocketFault> HopLimit => Get(static s => (byte)Math.Clamp((int)s.Ttl, 1, byte.MaxValue));

    public Result<ulong, SocketFault> ReceiveBufferBytes => Get(static s => (ulong)(s.ReceiveBufferSize / s_reportedFactor));

    public Result<ulong, SocketFault> SendBufferBytes => Get(static s => (ulong)(s.SendBufferSize / s_reportedFactor));

    public Result<Unit, SocketFault> SetHopLimit(byte value) => value == 0 ? SocketFault.InvalidArgument : Set(s => s.Ttl = value);

    public Result<Unit, SocketFault> SetReceiveBufferBytes(ulong value)
    {
        int bytes = Clamp(value);
        return value == 0 ? SocketFault.InvalidArgument : Set(s => s.ReceiveBufferSize = bytes);
    }

    public Result<Unit, SocketFault> SetSendBufferBytes(ulong value)
    {
        int bytes = Clamp(value);
        return value == 0 ? SocketFault.InvalidArgument : Set(s => s.SendBufferSize = bytes);
    }

    public Result<T, SocketFault> Get<T>(Func<Socket, T> get)
    {
        try
        {
            return Result<T, SocketFault>.Ok(get(socket));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return SocketFaults.From(e);
        }
    }

    public Result<Unit, SocketFault> Set(Action<Socket> set)
    {
        try
        {
            set(socket);
            return default(Unit);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return SocketFaults.From(e);
        }
    }

    private int Clamp(ulong value) => (int)Math.Clamp(value, MinBufferBytes, (ulong)maxBufferBytes);
}
