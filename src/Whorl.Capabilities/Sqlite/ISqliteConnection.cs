using Whorl.Capabilities.Calls;

namespace Whorl.Capabilities.Sqlite;

/// <summary>A connection to a database. One call at a time; a transaction that is open when it is disposed is rolled back.</summary>
public interface ISqliteConnection : IDisposable
{
    /// <summary>The rowid of the row that was inserted last; 0 when none was.</summary>
    long LastInsertRowId { get; }

    /// <summary>How many rows the last INSERT, UPDATE or DELETE changed.</summary>
    long Changes { get; }

    /// <summary>Runs one statement.</summary>
    /// <exception cref="FailureException">SQLite refused it, or failed.</exception>
    ValueTask<SqliteRows> ExecuteAsync(string statement, SqliteValue[] parameters, CapabilityCall call);
}
