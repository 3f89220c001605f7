namespace Whorl.Capabilities.Databases;

/// <summary>The result of a query. Values are .NET's own; null is the server's NULL, and <see cref="UnsupportedValue"/> what has no type here.</summary>
internal sealed record SqlRows(SqlColumn[] Columns, List<object?[]> Rows);
