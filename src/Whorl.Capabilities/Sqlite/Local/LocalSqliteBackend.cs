using System.Collections.Concurrent;
using Whorl.Capabilities.Calls;

namespace Whorl.Capabilities.Sqlite.Local;

/// <summary>A database in a file. Connections are used again, unless a guest has changed them in a way that lasts.</summary>
/// <param name="path">The file, which must belong to one app; null for one that goes with the app.</param>
/// <param name="limits">What guests may keep and get out.</param>
public sealed class LocalSqliteBackend(string? path, SqliteLimits limits) : ISqliteBackend
{
    private const int MaxKept = 16;
    private readonly DirectoryInfo? _temporary = path is null ? Directory.CreateTempSubdirectory("whorl-sqlite-") : null;
    private readonly ConcurrentBag<LocalSqliteConnection> _kept = [];
    private volatile bool _disposed;

    internal SqliteLimits Limits => limits;

    private string Path => path ?? System.IO.Path.Combine(_temporary!.FullName, "database.db");

    /// <inheritdoc/>
    public ValueTask<ISqliteConnection> OpenAsync(CapabilityCall call)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_kept.TryTake(out LocalSqliteConnection? kept))
        {
            return new(new Lease(this, kept));
        }

        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            return new(new Lease(this, LocalSqliteConnection.Open(Path, limits, call)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FailureException(FailureKind.Unavailable, "the database's folder cannot be made", e);
        }
    }

    /// <inheritdoc/>
    public ValueTask RunScriptAsync(string statements, CapabilityCall call)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        using LocalSqliteConnection connection = LocalSqliteConnection.Open(Path, limits, call);
        connection.RunScript(statements);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _disposed = true;
        while (_kept.TryTake(out LocalSqliteConnection? connection))
        {
            connection.Dispose();
        }

        _temporary?.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private void Return(LocalSqliteConnection connection)
    {
        if (_disposed || _kept.Count >= MaxKept || !connection.TryReset())
        {
            connection.Dispose();
            return;
        }

        _kept.Add(connection);
    }

    /// <summary>A connection in the hands of one instance.</summary>
    private sealed class Lease(LocalSqliteBackend backend, LocalSqliteConnection connection) : ISqliteConnection
    {
        private readonly Turn _turn = new(() => backend.Return(connection));

        public long LastInsertRowId => connection.LastInsertRowId;

        public long Changes => connection.Changes;

        public ValueTask<SqliteRows> ExecuteAsync(string statement, SqliteValue[] parameters, CapabilityCall call) =>
            _turn.RunAsync(() => new ValueTask<SqliteRows>(connection.Execute(statement, parameters, call)), call.Token);

        public void Dispose() => _turn.Dispose();
    }
}
