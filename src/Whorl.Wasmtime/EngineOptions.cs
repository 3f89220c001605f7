namespace Whorl.Wasmtime;

/// <summary>How an <see cref="Engine"/> compiles and allocates.</summary>
public sealed record EngineOptions
{
    /// <summary>Take memories, tables and instances from a pool; see <see cref="Engine.PoolingFallbackReason"/>.</summary>
    public bool Pooling { get; init; } = true;

    /// <summary>The pool's sizes.</summary>
    public PoolingOptions Pool { get; init; } = new();

    /// <summary>Count the guest's instructions against <see cref="Store.Fuel"/>.</summary>
    public bool ConsumeFuel { get; init; }

    /// <summary>Let <see cref="Engine.IncrementEpoch"/> interrupt guests at a deadline.</summary>
    public bool EpochInterruption { get; init; } = true;

    /// <summary>Bytes of stack that a guest may use.</summary>
    public uint MaxStackBytes { get; init; } = 512 << 10;
}
