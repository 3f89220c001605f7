namespace Whorl.Wasi;

/// <summary>How much one instance may take of what the WASI hosts hold for it. Immutable; shared by all instances of a component.</summary>
public sealed record WasiLimits
{
    /// <summary>What applies when nothing else is said.</summary>
    public static WasiLimits Default { get; } = new();

    /// <summary>
    /// Bytes of one list of header or trailer fields: names, values and <see cref="Http.HeaderList.FieldOverhead"/> for each.
    /// </summary>
    public int HeaderBytes { get; init; } = 64 * 1024;

    /// <summary>Bytes of a body that comes in: that of the request, and those of outbound responses, each.</summary>
    public long IncomingBodyBytes { get; init; } = 4L << 30;

    /// <summary>Bytes of a body that goes out: that of the response, and those of outbound requests, each.</summary>
    public long OutgoingBodyBytes { get; init; } = 4L << 30;

    /// <summary>Bytes that go to standard output and standard error, together. What is beyond is dropped and reported once.</summary>
    public long OutputBytes { get; init; } = 1024 * 1024;

    /// <summary>Bytes in memory of everything that the guest wrote to its transient files, names and bookkeeping included.</summary>
    public long TransientFileBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Requests that the guest sends in its life.</summary>
    public int OutboundCalls { get; init; } = 1000;

    /// <summary>Requests of the guest that are under way at once: sent, with the response not yet read to its end or dropped.</summary>
    public int ConcurrentOutboundCalls { get; init; } = 64;

    /// <summary>Bytes of all headers and of all body parts not sent yet that are held for the guest at once.</summary>
    public int HostBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Sockets that the guest has open, and names that are being looked up for it, at once.</summary>
    public int Sockets { get; init; } = 64;

    /// <summary>
    /// Bytes of each buffer of a socket, one for either direction: what a guest may ask the system for is clamped to it.
    /// </summary>
    public int SocketBufferBytes { get; init; } = 1024 * 1024;

    /// <summary>Bytes that one call for random bytes may ask for.</summary>
    public int RandomBytesPerCall { get; init; } = 1024 * 1024;
}
