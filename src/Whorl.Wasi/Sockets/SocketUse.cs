namespace Whorl.Wasi.Sockets;

/// <summary>What a guest wants to do with a socket.</summary>
public enum SocketUse
{
    /// <summary>Connect a TCP socket; the end point is the remote one.</summary>
    TcpConnect,

    /// <summary>Bind a TCP socket, which is the first step to listening; the end point is the local one.</summary>
    TcpBind,

    /// <summary>Bind a UDP socket; the end point is the local one.</summary>
    UdpBind,

    /// <summary>Exchange datagrams; the end point is the remote one.</summary>
    UdpExchange,
}
