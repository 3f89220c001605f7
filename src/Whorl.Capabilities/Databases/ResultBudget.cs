using Whorl.Capabilities.Calls;

namespace Whorl.Capabilities.Databases;

/// <summary>Bounds what one query may return.</summary>
internal sealed class ResultBudget
{
    /// <summary>Spin's own limit.</summary>
    private const long MaxBytes = 128 << 20;
    private const int MaxRows = 1_000_000;
    private long _bytes;
    private int _rows;

    /// <summary>Counts a row.</summary>
    /// <exception cref="FailureException">There are too many, or they are too large.</exception>
    public void Add(object?[] row)
    {
        foreach (object? value in row)
        {
            _bytes += 24 + value switch
            {
                string text => text.Length * 2L,
                byte[] bytes => bytes.Length,
                UnsupportedValue other => other.Content.Length,
                Array array => array.Length * 24L,
                _ => 0,
            };
        }

        if (_bytes > MaxBytes || ++_rows > MaxRows)
        {
            throw new FailureException(FailureKind.TooLarge, $"query result exceeds limit of {MaxBytes} bytes or {MaxRows} rows");
        }
    }
}
