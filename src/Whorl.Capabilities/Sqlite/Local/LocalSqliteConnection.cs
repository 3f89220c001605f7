using System.Globalization;
using System.Text;
using SQLitePCL;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Sqlite.Engine;

namespace Whorl.Capabilities.Sqlite.Local;

/// <summary>A connection to a database file, with the rules that guests are under.</summary>
internal sealed class LocalSqliteConnection : IDisposable
{
    /// <summary>A few tens of microseconds of work between two looks at the clock.</summary>
    private const int InstructionsPerCheck = 10_000;

    private readonly SqliteHandle _handle;
    private readonly SqliteLimits _limits;
    private readonly SqliteRules _rules = new();
    private CapabilityCall? _call;
    private int? _changesOfOthers;
    private int _totalOfOthers;

    private LocalSqliteConnection(SqliteHandle handle, SqliteLimits limits)
    {
        _handle = handle;
        _limits = limits;
    }

    public long LastInsertRowId { get; private set; }

    public long Changes { get; private set; }

    public static LocalSqliteConnection Open(string path, SqliteLimits limits, CapabilityCall call)
    {
        LocalSqliteConnection? connection = null;
        try
        {
            connection = new LocalSqliteConnection(SqliteHandle.Open(path), limits);
            connection.Prepare(call);
            return connection;
        }
        catch (SqliteFailureException e)
        {
            connection?.Dispose();
            throw Explain(e, call);
        }
    }

    public void RunScript(string statements)
    {
        try
        {
            _handle.Execute(statements);
        }
        catch (SqliteFailureException e)
        {
            throw new FailureException(FailureKind.Other, $"the statements cannot be run: {e.Message}", e);
        }
    }

    public SqliteRows Execute(string text, SqliteValue[] parameters, CapabilityCall call)
    {
        _call = call;
        try
        {
            using SqliteStatement statement = Compile(text);
            if (statement.IsEmpty)
            {
                return new SqliteRows([], []);
            }

            Bind(statement, parameters);
            if (statement.IsReadOnly)
            {
                return Run(statement, call);
            }

            // A change waits for other writers, and for the disk.
            using (call.EnterWait())
            {
                SqliteRows rows = Run(statement, call);
                ReadCounts();
                return rows;
            }
        }
        catch (SqliteFailureException e)
        {
            throw Explain(e, call);
        }
        finally
        {
            _call = null;
            LimitAttached();
        }
    }

    /// <summary>Makes the connection as good as new for another instance.</summary>
    /// <returns>Whether it is.</returns>
    public bool TryReset()
    {
        try
        {
            if (_handle.IsInTransaction)
            {
                _handle.Execute("ROLLBACK");
            }

            (LastInsertRowId, Changes) = (0, 0);
            _handle.ForgetLastInsertRowId();
            _changesOfOthers = raw.sqlite3_changes(_handle.Database);
            _totalOfOthers = raw.sqlite3_total_changes(_handle.Database);
            return !_rules.HasLeftTraces;
        }
        catch (SqliteFailureException)
        {
            return false;
        }
    }

    public void Dispose() => _handle.Dispose();

    private void Prepare(CapabilityCall call)
    {
        sqlite3 database = _handle.Database;
        _rules.IsHost = true;
        raw.sqlite3_limit(database, raw.SQLITE_LIMIT_LENGTH, _limits.ValueBytes);
        raw.sqlite3_limit(database, raw.SQLITE_LIMIT_SQL_LENGTH, _limits.ValueBytes);
        raw.sqlite3_limit(database, raw.SQLITE_LIMIT_ATTACHED, 2);
        _handle.Execute("PRAGMA busy_timeout=100");
        Retry(() => _handle.Execute("PRAGMA journal_mode=WAL"), call);
        _handle.Execute("PRAGMA synchronous=FULL; PRAGMA trusted_schema=OFF; PRAGMA foreign_keys=OFF");
        Limit("main");
        raw.sqlite3_progress_handler(database, InstructionsPerCheck, static c => ((LocalSqliteConnection)c).IsToStop() ? 1 : 0, this);
        raw.sqlite3_set_authorizer(
            database, static (rules, action, first, second, _, _) => ((SqliteRules)rules).Check(action, first, second), _rules);
        _rules.IsHost = false;
    }

    // A statement that defines something leaves the engine's count as it was: from whoever had the connection before, perhaps.
    private void ReadCounts()
    {
        LastInsertRowId = raw.sqlite3_last_insert_rowid(_handle.Database);
        int changes = raw.sqlite3_changes(_handle.Database);
        if (changes != _changesOfOthers || raw.sqlite3_total_changes(_handle.Database) != _totalOfOthers)
        {
            _changesOfOthers = null;
            Changes = changes;
        }
    }

    private bool IsToStop() => _call is { } call && (call.Aborted.IsCancellationRequested || call.IsOverdue);

    private SqliteStatement Compile(string text)
    {
        SqliteStatement statement = _handle.Prepare(Encoding.UTF8.GetBytes(text), out ReadOnlySpan<byte> rest);
        if (rest.IsEmpty)
        {
            return statement;
        }

        try
        {
            using SqliteStatement next = _handle.Prepare(rest, out _);
            return next.IsEmpty
                ? statement
                : throw new FailureException(FailureKind.Refused, "one call runs one statement, but the text has several");
        }
        catch
        {
            statement.Dispose();
            throw;
        }
    }

    private static void Bind(SqliteStatement statement, SqliteValue[] parameters)
    {
        if (parameters.Length != statement.ParameterCount)
        {
            throw new FailureException(
                FailureKind.BadParameter, $"the statement has {statement.ParameterCount} parameters, but {parameters.Length} values were given");
        }

        for (int i = 0; i < parameters.Length; i++)
        {
            SqliteValue value = parameters[i];
            switch (value.Kind)
            {
                case SqliteValueKind.Integer:
                    statement.Bind(i + 1, value.Integer);
                    break;
                case SqliteValueKind.Real:
                    statement.Bind(i + 1, value.Real);
                    break;
                case SqliteValueKind.Text:
                    statement.Bind(i + 1, value.Text);
                    break;
                case SqliteValueKind.Blob:
                    statement.Bind(i + 1, value.Blob.AsSpan());
                    break;
                default:
                    statement.BindNull(i + 1);
                    break;
            }
        }
    }

    private SqliteRows Run(SqliteStatement statement, CapabilityCall call)
    {
        bool wasInTransaction = _handle.IsInTransaction;
        while (true)
        {
            try
            {
                return Read(statement);
            }
            catch (SqliteFailureException e) when (e.IsBusy && !wasInTransaction && !call.IsOverdue)
            {
                // Within a transaction, waiting on could be waiting for oneself; outside of one, the statement has done nothing yet.
                call.Aborted.ThrowIfCancellationRequested();
                statement.Rewind();
            }
        }
    }

    private SqliteRows Read(SqliteStatement statement)
    {
        var columns = new string[statement.ColumnCount];
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = statement.ColumnName(i);
        }

        var rows = new List<SqliteValue[]>();
        long bytes = 0;
        while (statement.Step())
        {
            var row = new SqliteValue[columns.Length];
            for (int i = 0; i < row.Length; i++)
            {
                row[i] = Value(statement, i);
                bytes += row[i].Size;
            }

            if (bytes > _limits.ResultBytes || rows.Count >= _limits.ResultRows)
            {
                throw TooLarge();
            }

            rows.Add(row);
        }

        return new SqliteRows(columns, rows);
    }

    private FailureException TooLarge() => new(
        FailureKind.TooLarge, $"query result exceeds limit of {_limits.ResultBytes} bytes or {_limits.ResultRows} rows");

    private static SqliteValue Value(SqliteStatement statement, int column) => statement.TypeOf(column) switch
    {
        raw.SQLITE_INTEGER => SqliteValue.Of(statement.Integer(column)),
        raw.SQLITE_FLOAT => SqliteValue.Of(statement.Real(column)),
        raw.SQLITE_TEXT => SqliteValue.Of(statement.Text(column)),
        raw.SQLITE_BLOB => SqliteValue.Of(statement.Blob(column).ToArray()),
        _ => SqliteValue.Null,
    };

    /// <summary>A database that a guest attached is under the same limit.</summary>
    private void LimitAttached()
    {
        if (!_rules.HasAttached)
        {
            return;
        }

        _rules.HasAttached = false;
        _rules.IsHost = true;
        try
        {
            var names = new List<string>();
            using (SqliteStatement list = _handle.Prepare("PRAGMA database_list"u8, isKept: false))
            {
                while (list.Step())
                {
                    names.Add(list.Text(1));
                }
            }

            names.ForEach(Limit);
        }
        finally
        {
            _rules.IsHost = false;
        }
    }

    private void Limit(string database)
    {
        string quoted = '"' + database.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
        long pageSize = long.Parse(_handle.Pragma(Encoding.UTF8.GetBytes($"PRAGMA {quoted}.page_size")), CultureInfo.InvariantCulture);
        _handle.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA {quoted}.max_page_count={Math.Max(1, _limits.DatabaseBytes / pageSize)}"));
    }

    private static void Retry(Action work, CapabilityCall call)
    {
        while (true)
        {
            try
            {
                work();
                return;
            }
            catch (SqliteFailureException e) when (e.IsBusy && !call.IsOverdue)
            {
                call.Aborted.ThrowIfCancellationRequested();
            }
        }
    }

    private static Exception Explain(SqliteFailureException e, CapabilityCall call) => e switch
    {
        { IsInterrupted: true } when call.Aborted.IsCancellationRequested => new OperationCanceledException(call.Aborted),
        { IsInterrupted: true } => call.TimedOut(),
        { IsFull: true } => new FailureException(FailureKind.Full, "the database, or its disk, is full", e),
        { IsBusy: true } => new FailureException(FailureKind.Unavailable, e.Message, e),
        { Code: raw.SQLITE_AUTH } => new FailureException(FailureKind.Refused, $"{e.Message}: apps may not attach files, nor set this pragma", e),
        { Code: raw.SQLITE_IOERR or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_CANTOPEN } => new FailureException(FailureKind.Unavailable, e.Message, e),
        _ => new FailureException(FailureKind.Other, e.Message, e),
    };
}
