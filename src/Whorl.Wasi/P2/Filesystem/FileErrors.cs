using Whorl.Components.Hosting;
using Whorl.Wasi.Files;
using Whorl.Wasi.P2.Filesystem.Types;

namespace Whorl.Wasi.P2.Filesystem;

/// <summary>Gives file errors as <c>wasi:filesystem/types.error-code</c>, which has the same cases in the same order.</summary>
internal static class FileErrors
{
    public static ErrorCode From(FileErrorCode code) => (ErrorCode)code;

    public static Result<Unit, ErrorCode> ToResult(FileErrorCode? code) => code is { } error ? From(error) : default(Unit);
}
