using System.Collections.Concurrent;
using SQLitePCL;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Sqlite.Engine;

namespace Whorl.Capabilities.KeyValue.Sqlite;

/// <summary>
/// A SQLite file with one writer at a time, and readers beside it that never wait for it (write-ahead log). In memory there is one
/// connection for both.
/// </summary>
internal sealed class SqliteKeyValueFile(string? path) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ConcurrentBag<SqliteKeyValueConnection> _readers = [];
    private SqliteKeyValueConnection? _writer;
    private volatile bool _disposed;

    /// <summary>Runs something that only reads. It takes microseconds and counts as the guest's own time.</summary>
    public T Read<T>(Func<SqliteKeyValueConnection, T> work, CapabilityCall call) =>
        path is null ? Write(work, call) : Retry(ReadOnce, work, call);

    /// <summary>Runs something that changes the file, when its turn comes. The guest's thread waits.</summary>
    public T Write<T>(Func<SqliteKeyValueConnection, T> work, CapabilityCall call)
    {
        using (call.EnterWait())
        {
            if (!_turn.Wait(call.Remaining, call.Aborted))
            {
                throw call.TimedOut();
            }

            try
            {
                return Retry(WriteOnce, work, call);
            }
            finally
            {
                _turn.Release();
            }
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        _disposed = true;
        _writer?.Dispose();
        while (_readers.TryTake(out SqliteKeyValueConnection? reader))
        {
            reader.Dispose();
        }

        _turn.Dispose();
    }

    private T ReadOnce<T>(Func<SqliteKeyValueConnection, T> work)
    {
        if (!_readers.TryTake(out SqliteKeyValueConnection? reader))
        {
            reader = Open();
        }

        try
        {
            T result = work(reader);
            _readers.Add(reader);
            return result;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    private T WriteOnce<T>(Func<SqliteKeyValueConnection, T> work)
    {
        _writer ??= Open();
        try
        {
            return work(_writer);
        }
        catch (SqliteFailureException e) when (IsBroken(e))
        {
            // The next call opens the file afresh: it may have been replaced, or its disk may be there again.
            if (path is not null)
            {
                _writer.Dispose();
                _writer = null;
            }

            throw;
        }
    }

    private SqliteKeyValueConnection Open()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (path is not null && Path.GetDirectoryName(path) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        return new SqliteKeyValueConnection(path);
    }

    /// <summary>Tries again while another process holds the file, as long as the call may take.</summary>
    private static T Retry<T>(Func<Func<SqliteKeyValueConnection, T>, T> run, Func<SqliteKeyValueConnection, T> work, CapabilityCall call)
    {
        while (true)
        {
            try
            {
                return run(work);
            }
            catch (SqliteFailureException e) when (e.IsBusy && !call.IsOverdue)
            {
                // SQLite has waited for a while already.
                call.Aborted.ThrowIfCancellationRequested();
            }
            catch (SqliteFailureException e)
            {
                throw Explain(e);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new FailureException(FailureKind.Unavailable, "the store's folder cannot be made", e);
            }
        }
    }

    private static bool IsBroken(SqliteFailureException e) =>
        e.Code is raw.SQLITE_IOERR or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY;

    private static FailureException Explain(SqliteFailureException e) => e switch
    {
        { IsBusy: true } => new FailureException(FailureKind.Unavailable, "the store is locked by another process", e),
        { IsFull: true } => new FailureException(FailureKind.Full, "the store, or its disk, is full", e),
        _ when IsBroken(e) => new FailureException(FailureKind.Unavailable, $"the store's file cannot be used: {e.Message}", e),
        _ => new FailureException(FailureKind.Other, $"the store failed: {e.Message}", e),
    };
}
