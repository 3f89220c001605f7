using Whorl.Wasi.Files;
using Whorl.Wasi.Http;
using Whorl.Wasi.Sockets;

namespace Whorl.Wasi.Io;

/// <summary>Why a stream failed: <c>wasi:io/error</c>, which other interfaces can look into.</summary>
internal sealed class IoError
{
    public IoError(HttpError error)
    {
        Message = error.ToString();
        Http = error;
    }

    public IoError(FileErrorCode code)
    {
        Message = $"file error: {code}";
        File = code;
    }

    public IoError(SocketFault fault)
    {
        Message = $"socket error: {fault}";
        Socket = fault;
    }

    /// <summary>Text for a person.</summary>
    public string Message { get; }

    public HttpError? Http { get; }

    public FileErrorCode? File { get; }

    public SocketFault? Socket { get; }
}
