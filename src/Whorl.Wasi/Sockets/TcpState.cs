namespace Whorl.Wasi.Sockets;

/// <summary>How far a TCP socket is.</summary>
internal enum TcpState
{
    /// <summary>It was made, and no more.</summary>
    Unbound,

    /// <summary>It has a local address.</summary>
    Bound,

    /// <summary>It takes connections.</summary>
    Listening,

    /// <summary>It is being connected.</summary>
    Connecting,

    /// <summary>It is connected, or was.</summary>
    Connected,

    /// <summary>It failed to connect, and is of no more use.</summary>
    Closed,
}
