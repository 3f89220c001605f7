using System.Diagnostics;
using Whorl.Wasi.Io;
using Whorl.Wasi.P2.Io.Streams;

namespace Whorl.Wasi.P2.Io;

/// <summary>Says in terms of <c>wasi:io/streams</c> how an operation went wrong.</summary>
internal static class StreamErrors
{
    public static StreamError From(StreamStatus status, IoError? failure)
    {
        Debug.Assert(status != StreamStatus.Open, "an operation that went well has no error");
        return status == StreamStatus.Failed && failure is not null
            ? StreamError.LastOperationFailed(new ErrorResource(failure))
            : StreamError.Closed;
    }
}
