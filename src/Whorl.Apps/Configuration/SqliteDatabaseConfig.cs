using Whorl.Apps.Diagnostics;

namespace Whorl.Apps.Configuration;

/// <summary>Where one SQLite database is kept.</summary>
/// <param name="Location">The place of the table in the file.</param>
public abstract record SqliteDatabaseConfig(SourceLocation Location)
{
    // So that no log shows what is secret.
    /// <inheritdoc/>
    public sealed override string ToString() => GetType().Name;

    /// <summary><c>type = "spin"</c>: a file.</summary>
    /// <param name="Location">The place of the table in the file.</param>
    /// <param name="Path">The file, absolute; null for memory.</param>
    public sealed record Local(SourceLocation Location, string? Path) : SqliteDatabaseConfig(Location);

    /// <summary><c>type = "libsql"</c>: a server that speaks libSQL over HTTP.</summary>
    /// <param name="Location">The place of the table in the file.</param>
    /// <param name="Url">The server.</param>
    /// <param name="Token">What it knows the app by.</param>
    public sealed record LibSql(SourceLocation Location, Uri Url, string Token) : SqliteDatabaseConfig(Location);
}
