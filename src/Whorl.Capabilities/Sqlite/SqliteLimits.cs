namespace Whorl.Capabilities.Sqlite;

/// <summary>What a guest may keep in databases and get out of them.</summary>
public sealed record SqliteLimits
{
    /// <summary>The bytes of a database; a statement that would make it larger fails as one on a full disk does.</summary>
    public long DatabaseBytes { get; init; } = 4L << 30;

    /// <summary>The bytes of all values that one statement returns; Spin's own limit.</summary>
    public long ResultBytes { get; init; } = 128 << 20;

    /// <summary>The rows that one statement returns.</summary>
    public int ResultRows { get; init; } = 1_000_000;

    /// <summary>The bytes of one value, and of the text of a statement.</summary>
    public int ValueBytes { get; init; } = 64 << 20;

    /// <summary>The connections that one instance may have open.</summary>
    public int OpenConnections { get; init; } = 64;
}
