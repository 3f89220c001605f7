using SQLitePCL;
using Whorl.Capabilities.Sqlite.Engine;

namespace Whorl.Capabilities.KeyValue.Sqlite;

/// <summary>One connection with the statements that stores need, each compiled when it is first used.</summary>
internal sealed class SqliteKeyValueConnection : IDisposable
{
    /// <summary>Pages of a thousand keys keep a call short and its memory small.</summary>
    public const int PageSize = 1000;

    private readonly SqliteHandle _handle;

    public SqliteKeyValueConnection(string? path)
    {
        _handle = SqliteHandle.Open(path);
        try
        {
            // FULL makes each commit durable; the default of WAL may lose the last ones when the machine stops.
            _handle.Execute("PRAGMA busy_timeout=250; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL");
            _handle.Execute("CREATE TABLE IF NOT EXISTS spin_key_value (store TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (store, key))");
        }
        catch
        {
            _handle.Dispose();
            throw;
        }
    }

    public SqliteHandle Handle => _handle;

    public SqliteStatement Get => field ??= _handle.Prepare("SELECT value FROM spin_key_value WHERE store = ?1 AND key = ?2"u8, isKept: true);

    public SqliteStatement Exists => field ??= _handle.Prepare("SELECT 1 FROM spin_key_value WHERE store = ?1 AND key = ?2"u8, isKept: true);

    public SqliteStatement Set => field ??= _handle.Prepare(
        "INSERT INTO spin_key_value (store, key, value) VALUES (?1, ?2, ?3) ON CONFLICT (store, key) DO UPDATE SET value = excluded.value"u8, isKept: true);

    public SqliteStatement Delete => field ??= _handle.Prepare("DELETE FROM spin_key_value WHERE store = ?1 AND key = ?2"u8, isKept: true);

    public SqliteStatement FirstKeys => field ??= _handle.Prepare("SELECT key FROM spin_key_value WHERE store = ?1 ORDER BY key LIMIT ?2"u8, isKept: true);

    public SqliteStatement NextKeys => field ??= _handle.Prepare(
        "SELECT key FROM spin_key_value WHERE store = ?1 AND key > ?3 ORDER BY key LIMIT ?2"u8, isKept: true);

    public SqliteStatement Replace => field ??= _handle.Prepare(
        "UPDATE spin_key_value SET value = ?3 WHERE store = ?1 AND key = ?2 AND value = ?4"u8, isKept: true);

    public SqliteStatement Add => field ??= _handle.Prepare(
        "INSERT INTO spin_key_value (store, key, value) VALUES (?1, ?2, ?3) ON CONFLICT (store, key) DO NOTHING"u8, isKept: true);

    public SqliteStatement Begin => field ??= _handle.Prepare("BEGIN IMMEDIATE"u8, isKept: true);

    public SqliteStatement Commit => field ??= _handle.Prepare("COMMIT"u8, isKept: true);

    public int Changes => raw.sqlite3_changes(_handle.Database);

    /// <summary>Runs a statement that returns nothing, and makes it ready for the next time.</summary>
    public static void Run(SqliteStatement statement)
    {
        try
        {
            statement.Step();
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>Runs changes as one: all of them or, when it throws, none.</summary>
    public T InTransaction<T>(Func<SqliteKeyValueConnection, T> work)
    {
        Run(Begin);
        try
        {
            T result = work(this);
            Run(Commit);
            return result;
        }
        catch
        {
            if (_handle.IsInTransaction)
            {
                _handle.Execute("ROLLBACK");
            }

            throw;
        }
    }

    /// <summary>Closes the connection and its statements.</summary>
    public void Dispose() => _handle.Dispose();
}
