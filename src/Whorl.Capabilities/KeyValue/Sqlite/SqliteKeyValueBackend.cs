namespace Whorl.Capabilities.KeyValue.Sqlite;

/// <summary>Keeps stores in a SQLite file, in the table that Spin has them in; or in memory, until the app ends.</summary>
/// <param name="path">The file, which must belong to one app; null for memory.</param>
public sealed class SqliteKeyValueBackend(string? path) : IKeyValueBackend
{
    private readonly SqliteKeyValueFile _file = new(path);

    /// <inheritdoc/>
    public IKeyValueStore Open(string app, string label) => new SqliteKeyValueStore(_file, label);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }
}
