using Whorl.Wasi.Io;

namespace Whorl.Wasi.P2.Io;

/// <summary><c>wasi:io/error.error</c>.</summary>
internal sealed class ErrorResource(IoError error) : Error.IError
{
    public IoError Error => error;

    public string ToDebugString() => error.Message;

    public void Dispose()
    {
    }
}
