namespace Whorl.Wasi.Sockets;

/// <summary>Why a socket operation failed. The first cases are those of WASI 0.2, in its order.</summary>
internal enum SocketFault : byte
{
    Unknown,
    AccessDenied,
    NotSupported,
    InvalidArgument,
    OutOfMemory,
    Timeout,
    ConcurrencyConflict,
    NotInProgress,
    WouldBlock,
    InvalidState,
    NewSocketLimit,
    AddressNotBindable,
    AddressInUse,
    RemoteUnreachable,
    ConnectionRefused,
    ConnectionReset,
    ConnectionAborted,
    DatagramTooLarge,
    NameUnresolvable,
    TemporaryResolverFailure,
    PermanentResolverFailure,

    /// <summary>The connection was given up by this side, or is no more. WASI 0.2 has no word for it.</summary>
    ConnectionBroken,
}
