namespace Whorl.Capabilities.Sqlite;

/// <summary>The types of SQLite.</summary>
public enum SqliteValueKind : byte
{
    /// <summary>No value.</summary>
    Null,

    /// <summary>A signed integer of 64 bits.</summary>
    Integer,

    /// <summary>A floating-point number of 64 bits.</summary>
    Real,

    /// <summary>A text.</summary>
    Text,

    /// <summary>Bytes.</summary>
    Blob,
}
