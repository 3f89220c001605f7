namespace Whorl.Capabilities.Sqlite;

/// <summary>What a statement returned.</summary>
/// <param name="Columns">The names of the columns.</param>
/// <param name="Rows">The rows, each with a value for each column.</param>
public sealed record SqliteRows(string[] Columns, IReadOnlyList<SqliteValue[]> Rows);
