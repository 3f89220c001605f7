using Whorl.Apps.Diagnostics;

namespace Whorl.Apps.Configuration;

/// <summary>Where one key-value store is kept.</summary>
/// <param name="Location">The place of the table in the file.</param>
public abstract record KeyValueStoreConfig(SourceLocation Location)
{
    // So that no log shows what is secret.
    /// <inheritdoc/>
    public sealed override string ToString() => GetType().Name;

    /// <summary><c>type = "spin"</c>: a SQLite file.</summary>
    /// <param name="Location">The place of the table in the file.</param>
    /// <param name="Path">The file, absolute; null for memory.</param>
    public sealed record Sqlite(SourceLocation Location, string? Path) : KeyValueStoreConfig(Location);

    /// <summary><c>type = "redis"</c>.</summary>
    /// <param name="Location">The place of the table in the file.</param>
    /// <param name="Url">The server. May hold a password.</param>
    public sealed record Redis(SourceLocation Location, string Url) : KeyValueStoreConfig(Location);

    /// <summary><c>type = "postgres"</c>, which Spin does not have.</summary>
    /// <param name="Location">The place of the table in the file.</param>
    /// <param name="Url">The server and the database. May hold a password.</param>
    public sealed record Postgres(SourceLocation Location, string Url) : KeyValueStoreConfig(Location);

    /// <summary>A type that is understood and cannot be used yet.</summary>
    /// <param name="Location">The place of the table in the file.</param>
    /// <param name="Type">The type, for example <c>azure_cosmos</c>.</param>
    public sealed record Unsupported(SourceLocation Location, string Type) : KeyValueStoreConfig(Location);
}
