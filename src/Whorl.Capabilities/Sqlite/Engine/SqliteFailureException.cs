using SQLitePCL;

namespace Whorl.Capabilities.Sqlite.Engine;

/// <summary>SQLite returned an error.</summary>
/// <param name="code">The extended result code.</param>
/// <param name="message">SQLite's own message.</param>
internal sealed class SqliteFailureException(int code, string message) : Exception(message)
{
    /// <summary>The primary result code.</summary>
    public int Code { get; } = code & 0xff;

    /// <summary>Whether somebody else held the database for too long.</summary>
    public bool IsBusy => Code is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    /// <summary>Whether the database or its disk is full.</summary>
    public bool IsFull => Code == raw.SQLITE_FULL;

    /// <summary>Whether the statement was ended before its time.</summary>
    public bool IsInterrupted => Code == raw.SQLITE_INTERRUPT;
}
