using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Whorl.Capabilities.Sqlite.Engine;

/// <summary>A connection to a SQLite database. Used by one thread at a time.</summary>
internal sealed class SqliteHandle : IDisposable
{
    static SqliteHandle() => Batteries_V2.Init();

    private readonly List<SqliteStatement> _kept = [];

    private SqliteHandle(sqlite3 database) => Database = database;

    /// <summary>The native connection.</summary>
    public sqlite3 Database { get; }

    /// <summary>Whether a transaction is open.</summary>
    public bool IsInTransaction => raw.sqlite3_get_autocommit(Database) == 0;

    /// <summary>Opens a database file, making it if there is none; null opens a database in memory that goes with the connection.</summary>
    public static SqliteHandle Open(string? path)
    {
        // Each connection has one user at a time, so SQLite's own locks around it are not needed.
        int flags = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX;
        int code = raw.sqlite3_open_v2(path ?? ":memory:", out sqlite3 database, flags, vfs: null);
        var handle = new SqliteHandle(database);
        if (code == raw.SQLITE_OK)
        {
            return handle;
        }

        SqliteFailureException failure = handle.Failure(code);
        handle.Dispose();
        throw failure;
    }

    /// <summary>Compiles the first statement of a text.</summary>
    /// <param name="text">SQL.</param>
    /// <param name="isKept">Whether the statement will be used many times; it is then closed with the connection.</param>
    public SqliteStatement Prepare(ReadOnlySpan<byte> text, bool isKept)
    {
        uint flags = isKept ? (uint)raw.SQLITE_PREPARE_PERSISTENT : 0;
        Check(raw.sqlite3_prepare_v3(Database, text, flags, out sqlite3_stmt statement));
        var prepared = new SqliteStatement(this, statement);
        if (isKept)
        {
            _kept.Add(prepared);
        }

        return prepared;
    }

    /// <summary>Compiles the first statement of a text, and gives what follows it.</summary>
    public SqliteStatement Prepare(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> rest)
    {
        Check(raw.sqlite3_prepare_v3(Database, text, 0, out sqlite3_stmt statement, out rest));
        return new SqliteStatement(this, statement);
    }

    /// <summary>Runs statements that return nothing.</summary>
    public void Execute(string text) => Check(raw.sqlite3_exec(Database, text));

    /// <summary>Forgets the row that was inserted last, as a new connection would.</summary>
    public void ForgetLastInsertRowId() => sqlite3_set_last_insert_rowid(Database, 0);

    /// <summary>Runs a <c>PRAGMA</c> that returns one text, such as the journal mode that was set.</summary>
    public string Pragma(ReadOnlySpan<byte> text)
    {
        using SqliteStatement statement = Prepare(text, isKept: false);
        return statement.Step() ? statement.Text(0) : "";
    }

    public void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            Throw(code);
        }
    }

    public SqliteFailureException Failure(int code) => new(code, raw.sqlite3_errmsg(Database).utf8_to_string());

    public void Dispose()
    {
        foreach (SqliteStatement statement in _kept)
        {
            statement.Dispose();
        }

        Database.Dispose();
    }

    [DoesNotReturn]
    private void Throw(int code) => throw Failure(code);

    // The one function that is needed here and that the binding leaves out.
    [DllImport("e_sqlite3", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static extern void sqlite3_set_last_insert_rowid(sqlite3 database, long rowId);
}
