namespace Whorl.Capabilities.Sqlite;

/// <summary>A value in a SQLite database, or for one of a statement's parameters.</summary>
public readonly record struct SqliteValue
{
    private readonly long _bits;
    private readonly object? _content;

    private SqliteValue(SqliteValueKind kind, long bits, object? content)
    {
        Kind = kind;
        _bits = bits;
        _content = content;
    }

    /// <summary>No value.</summary>
    public static SqliteValue Null => default;

    /// <summary>The value's type.</summary>
    public SqliteValueKind Kind { get; }

    /// <summary>The number of an <see cref="SqliteValueKind.Integer"/>.</summary>
    public long Integer => _bits;

    /// <summary>The number of a <see cref="SqliteValueKind.Real"/>.</summary>
    public double Real => BitConverter.Int64BitsToDouble(_bits);

    /// <summary>The text of a <see cref="SqliteValueKind.Text"/>.</summary>
    public string Text => (string)_content!;

    /// <summary>The bytes of a <see cref="SqliteValueKind.Blob"/>.</summary>
    public byte[] Blob => (byte[])_content!;

    /// <summary>About how many bytes of memory the value takes.</summary>
    public int Size => 24 + Kind switch
    {
        SqliteValueKind.Text => Text.Length * 2,
        SqliteValueKind.Blob => Blob.Length,
        _ => 0,
    };

    /// <summary>An integer.</summary>
    public static SqliteValue Of(long value) => new(SqliteValueKind.Integer, value, null);

    /// <summary>A floating-point number.</summary>
    public static SqliteValue Of(double value) => new(SqliteValueKind.Real, BitConverter.DoubleToInt64Bits(value), null);

    /// <summary>A text.</summary>
    public static SqliteValue Of(string value) => new(SqliteValueKind.Text, 0, value);

    /// <summary>Bytes.</summary>
    public static SqliteValue Of(byte[] value) => new(SqliteValueKind.Blob, 0, value);
}
