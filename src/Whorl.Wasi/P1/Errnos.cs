using Whorl.Wasi.Files;

namespace Whorl.Wasi.P1;

/// <summary>Says in terms of preview 1 how an operation on files failed.</summary>
internal static class Errnos
{
    public static Errno From(FileErrorCode? error) => error switch
    {
        null => Errno.Success,
        FileErrorCode.Access => Errno.Acces,
        FileErrorCode.WouldBlock => Errno.Again,
        FileErrorCode.Already => Errno.Already,
        FileErrorCode.BadDescriptor => Errno.Badf,
        FileErrorCode.Busy => Errno.Busy,
        FileErrorCode.Deadlock => Errno.Deadlk,
        FileErrorCode.Quota => Errno.Dquot,
        FileErrorCode.Exist => Errno.Exist,
        FileErrorCode.FileTooLarge => Errno.Fbig,
        FileErrorCode.IllegalByteSequence => Errno.Ilseq,
        FileErrorCode.InProgress => Errno.Inprogress,
        FileErrorCode.Interrupted => Errno.Intr,
        FileErrorCode.Invalid => Errno.Inval,
        FileErrorCode.IsDirectory => Errno.Isdir,
        FileErrorCode.Loop => Errno.Loop,
        FileErrorCode.TooManyLinks => Errno.Mlink,
        FileErrorCode.MessageSize => Errno.Msgsize,
        FileErrorCode.NameTooLong => Errno.Nametoolong,
        FileErrorCode.NoDevice => Errno.Nodev,
        FileErrorCode.NoEntry => Errno.Noent,
        FileErrorCode.NoLock => Errno.Nolck,
        FileErrorCode.InsufficientMemory => Errno.Nomem,
        FileErrorCode.InsufficientSpace => Errno.Nospc,
        FileErrorCode.NotDirectory => Errno.Notdir,
        FileErrorCode.NotEmpty => Errno.Notempty,
        FileErrorCode.NotRecoverable => Errno.Notrecoverable,
        FileErrorCode.Unsupported => Errno.Notsup,
        FileErrorCode.NoTty => Errno.Notty,
        FileErrorCode.NoSuchDevice => Errno.Nxio,
        FileErrorCode.Overflow => Errno.Overflow,
        FileErrorCode.NotPermitted => Errno.Perm,
        FileErrorCode.Pipe => Errno.Pipe,
        FileErrorCode.ReadOnly => Errno.Rofs,
        FileErrorCode.InvalidSeek => Errno.Spipe,
        FileErrorCode.TextFileBusy => Errno.Txtbsy,
        FileErrorCode.CrossDevice => Errno.Xdev,
        _ => Errno.Io,
    };
}
