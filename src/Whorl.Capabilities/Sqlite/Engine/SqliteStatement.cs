using System.Text;
using SQLitePCL;

namespace Whorl.Capabilities.Sqlite.Engine;

/// <summary>A compiled statement. Parameters count from one, columns from zero.</summary>
internal sealed class SqliteStatement(SqliteHandle handle, sqlite3_stmt statement) : IDisposable
{
    public int ColumnCount => raw.sqlite3_column_count(statement);

    public int ParameterCount => raw.sqlite3_bind_parameter_count(statement);

    /// <summary>Whether there was a statement in the text at all.</summary>
    public bool IsEmpty => statement.IsInvalid;

    /// <summary>Whether running it changes no database.</summary>
    public bool IsReadOnly => raw.sqlite3_stmt_readonly(statement) != 0;

    public void Bind(int index, ReadOnlySpan<byte> blob) => handle.Check(
        blob.IsEmpty ? raw.sqlite3_bind_zeroblob(statement, index, 0) : raw.sqlite3_bind_blob(statement, index, blob));

    public void Bind(int index, long value) => handle.Check(raw.sqlite3_bind_int64(statement, index, value));

    public void Bind(int index, double value) => handle.Check(raw.sqlite3_bind_double(statement, index, value));

    public void BindNull(int index) => handle.Check(raw.sqlite3_bind_null(statement, index));

    public void Bind(int index, string text)
    {
        Span<byte> utf8 = text.Length <= 256 ? stackalloc byte[text.Length * 3] : new byte[Encoding.UTF8.GetByteCount(text)];
        int length = Encoding.UTF8.GetBytes(text, utf8);

        // An empty span has no address, and SQLite takes a null pointer for NULL.
        handle.Check(length == 0 ? raw.sqlite3_bind_text(statement, index, "") : raw.sqlite3_bind_text(statement, index, utf8[..length]));
    }

    /// <summary>Goes to the next row.</summary>
    /// <returns>Whether there is one.</returns>
    public bool Step()
    {
        int code = raw.sqlite3_step(statement);
        if (code is raw.SQLITE_ROW or raw.SQLITE_DONE)
        {
            return code == raw.SQLITE_ROW;
        }

        throw handle.Failure(code);
    }

    public int TypeOf(int column) => raw.sqlite3_column_type(statement, column);

    public long Integer(int column) => raw.sqlite3_column_int64(statement, column);

    public double Real(int column) => raw.sqlite3_column_double(statement, column);

    /// <summary>A blob, or the UTF-8 of a text; valid until the next step.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(statement, column);

    public string Text(int column) => Encoding.UTF8.GetString(Blob(column));

    public string ColumnName(int column) => raw.sqlite3_column_name(statement, column).utf8_to_string();

    /// <summary>Makes the statement ready to be run again, and lets go of what it read and of its parameters.</summary>
    public void Reset()
    {
        // The code that reset returns is that of the step before, which has been dealt with.
        _ = raw.sqlite3_reset(statement);
        _ = raw.sqlite3_clear_bindings(statement);
    }

    /// <summary>Makes the statement ready to be run again with the same parameters.</summary>
    public void Rewind() => _ = raw.sqlite3_reset(statement);

    public void Dispose() => statement.Dispose();
}
