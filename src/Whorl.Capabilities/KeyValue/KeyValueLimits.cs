namespace Whorl.Capabilities.KeyValue;

/// <summary>What a guest may put into stores and get out of them.</summary>
public sealed record KeyValueLimits
{
    /// <summary>The UTF-8 bytes of a key.</summary>
    public int KeyBytes { get; init; } = 4 << 10;

    /// <summary>The bytes of a value.</summary>
    public int ValueBytes { get; init; } = 32 << 20;

    /// <summary>The bytes of all keys and values that one call returns; Spin's own limit.</summary>
    public long ResultBytes { get; init; } = 128 << 20;

    /// <summary>The stores and compare-and-swap handles that one instance may have open.</summary>
    public int OpenStores { get; init; } = 256;
}
