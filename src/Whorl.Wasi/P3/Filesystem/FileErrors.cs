using Whorl.Components.Hosting;
using Whorl.Wasi.Files;
using Whorl.Wasi.P3.Filesystem.Types;

namespace Whorl.Wasi.P3.Filesystem;

/// <summary>Gives file errors as <c>wasi:filesystem/types.error-code</c>.</summary>
internal static class FileErrors
{
    public static ErrorCode From(FileErrorCode code) => code switch
    {
        FileErrorCode.Access => ErrorCode.Access,
        FileErrorCode.Already => ErrorCode.Already,
        FileErrorCode.BadDescriptor => ErrorCode.BadDescriptor,
        FileErrorCode.Busy => ErrorCode.Busy,
        FileErrorCode.Deadlock => ErrorCode.Deadlock,
        FileErrorCode.Quota => ErrorCode.Quota,
        FileErrorCode.Exist => ErrorCode.Exist,
        FileErrorCode.FileTooLarge => ErrorCode.FileTooLarge,
        FileErrorCode.IllegalByteSequence => ErrorCode.IllegalByteSequence,
        FileErrorCode.InProgress => ErrorCode.InProgress,
        FileErrorCode.Interrupted => ErrorCode.Interrupted,
        FileErrorCode.Invalid => ErrorCode.Invalid,
        FileErrorCode.Io => ErrorCode.Io,
        FileErrorCode.IsDirectory => ErrorCode.IsDirectory,
        FileErrorCode.Loop => ErrorCode.Loop,
        FileErrorCode.TooManyLinks => ErrorCode.TooManyLinks,
        FileErrorCode.MessageSize => ErrorCode.MessageSize,
        FileErrorCode.NameTooLong => ErrorCode.NameTooLong,
        FileErrorCode.NoDevice => ErrorCode.NoDevice,
        FileErrorCode.NoEntry => ErrorCode.NoEntry,
        FileErrorCode.NoLock => ErrorCode.NoLock,
        FileErrorCode.InsufficientMemory => ErrorCode.InsufficientMemory,
        FileErrorCode.InsufficientSpace => ErrorCode.InsufficientSpace,
        FileErrorCode.NotDirectory => ErrorCode.NotDirectory,
        FileErrorCode.NotEmpty => ErrorCode.NotEmpty,
        FileErrorCode.NotRecoverable => ErrorCode.NotRecoverable,
        FileErrorCode.Unsupported => ErrorCode.Unsupported,
        FileErrorCode.NoTty => ErrorCode.NoTty,
        FileErrorCode.NoSuchDevice => ErrorCode.NoSuchDevice,
        FileErrorCode.Overflow => ErrorCode.Overflow,
        FileErrorCode.NotPermitted => ErrorCode.NotPermitted,
        FileErrorCode.Pipe => ErrorCode.Pipe,
        FileErrorCode.ReadOnly => ErrorCode.ReadOnly,
        FileErrorCode.InvalidSeek => ErrorCode.InvalidSeek,
        FileErrorCode.TextFileBusy => ErrorCode.TextFileBusy,
        FileErrorCode.CrossDevice => ErrorCode.CrossDevice,
        _ => ErrorCode.Other(code.ToString()),
    };

    public static Result<Unit, ErrorCode> ToResult(FileErrorCode? code) => code is { } error ? From(error) : default(Unit);

    /// <summary>The result of an operation that is done at once.</summary>
    public static ValueTask<Result<Unit, ErrorCode>> Done(FileErrorCode? code) => new(ToResult(code));

    /// <summary>The failure of an operation that would give something.</summary>
    public static ValueTask<Result<T, ErrorCode>> Failed<T>(FileErrorCode code) => new(Result<T, ErrorCode>.Err(From(code)));

    /// <summary>What an operation gives that is done at once.</summary>
    public static ValueTask<Result<T, ErrorCode>> Done<T>(T value) => new(Result<T, ErrorCode>.Ok(value));
}
