namespace Whorl.Wasi.Files;

/// <summary>How an operation on files failed: <c>wasi:filesystem/types.error-code</c>, in its order.</summary>
internal enum FileErrorCode
{
    /// <summary>Permission denied.</summary>
    Access,

    /// <summary>The operation would have to wait.</summary>
    WouldBlock,

    /// <summary>The operation is under way already.</summary>
    Already,

    /// <summary>The descriptor is not open for this.</summary>
    BadDescriptor,

    /// <summary>The object is in use.</summary>
    Busy,

    /// <summary>The operation would never end.</summary>
    Deadlock,

    /// <summary>A quota is used up.</summary>
    Quota,

    /// <summary>There is an object of that name.</summary>
    Exist,

    /// <summary>The file would be too large.</summary>
    FileTooLarge,

    /// <summary>The bytes are not text.</summary>
    IllegalByteSequence,

    /// <summary>The operation goes on.</summary>
    InProgress,

    /// <summary>The operation was interrupted.</summary>
    Interrupted,

    /// <summary>An argument is not valid.</summary>
    Invalid,

    /// <summary>The medium failed.</summary>
    Io,

    /// <summary>The object is a directory.</summary>
    IsDirectory,

    /// <summary>Too many symbolic links.</summary>
    Loop,

    /// <summary>Too many hard links.</summary>
    TooManyLinks,

    /// <summary>The message is too large.</summary>
    MessageSize,

    /// <summary>The path or one of its parts is too long.</summary>
    NameTooLong,

    /// <summary>There is no such device.</summary>
    NoDevice,

    /// <summary>There is no object of that name.</summary>
    NoEntry,

    /// <summary>There are no locks left.</summary>
    NoLock,

    /// <summary>There is not enough memory.</summary>
    InsufficientMemory,

    /// <summary>There is no room left.</summary>
    InsufficientSpace,

    /// <summary>The object is not a directory.</summary>
    NotDirectory,

    /// <summary>The directory is not empty.</summary>
    NotEmpty,

    /// <summary>The state cannot be recovered.</summary>
    NotRecoverable,

    /// <summary>The operation is not supported.</summary>
    Unsupported,

    /// <summary>The object is not a terminal.</summary>
    NoTty,

    /// <summary>There is no such device or address.</summary>
    NoSuchDevice,

    /// <summary>The value is too large for its type.</summary>
    Overflow,

    /// <summary>The operation is not permitted.</summary>
    NotPermitted,

    /// <summary>The pipe is broken.</summary>
    Pipe,

    /// <summary>The file system is read-only.</summary>
    ReadOnly,

    /// <summary>The object has no positions.</summary>
    InvalidSeek,

    /// <summary>The program's file is in use.</summary>
    TextFileBusy,

    /// <summary>The objects are not in one file system.</summary>
    CrossDevice,
}
