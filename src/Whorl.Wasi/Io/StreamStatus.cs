namespace Whorl.Wasi.Io;

/// <summary>How an operation on a stream went.</summary>
internal enum StreamStatus
{
    /// <summary>It went well; the stream is open.</summary>
    Open,

    /// <summary>The stream is at its end, or closed by the other side, or failed before.</summary>
    Closed,

    /// <summary>It failed just now: the stream's failure says how. From now on the stream is closed.</summary>
    Failed,
}
