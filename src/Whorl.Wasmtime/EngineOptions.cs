namespace Whorl.Wasmtime;

/// <summary>How an <see cref="Engine"/> compiles and allocates. Why these defaults: docs/engine.md.</summary>
public sealed record EngineOptions
{
    /// <summary>
    /// Take memories, tables and instances from a pool. Where the pool's address space is not to be had, they are allocated one by
    /// one instead; see <see cref="Engine.PoolingFallbackReason"/>.
    /// </summary>
    public bool Pooling { get; init; } = true;

    /// <summary>The pool's sizes.</summary>
    public PoolingOptions Pool { get; init; } = new();

    /// <summary>
    /// Count the guest's instructions against <see cref="Store.Fuel"/>. Deterministic, and slower than
    /// <see cref="EpochInterruption"/>.
    /// </summary>
    public bool ConsumeFuel { get; init; }

    /// <summary>Let <see cref="Engine.IncrementEpoch"/> interrupt guests at a deadline.</summary>
    public bool EpochInterruption { get; init; } = true;

    /// <summary>
    /// Bytes of stack that a guest may use, from 64 KiB to 2 MiB. The thread that calls a guest must have that much left, and what
    /// host functions need besides.
    /// </summary>
    public uint MaxStackBytes { get; init; } = 512 << 10;

    /// <summary>
    /// Bytes of address space reserved for each linear memory, up to 8 GiB. From 4 GiB on, guests need no bounds checks and
    /// memories never move.
    /// </summary>
    public ulong MemoryReservationBytes { get; init; } = 4UL << 30;

    /// <summary>Bytes of inaccessible address space after each linear memory, which save bounds checks of small offsets.</summary>
    public ulong MemoryGuardBytes { get; init; } = 32UL << 20;

    /// <summary>What the compiler aims at.</summary>
    public OptimizationLevel Optimization { get; init; } = OptimizationLevel.Speed;

    /// <summary>Compile the functions of one module on several threads.</summary>
    public bool ParallelCompilation { get; init; } = true;

    /// <summary>Give a NaN the same bits on every machine.</summary>
    public bool CanonicalNaNs { get; init; }

    // The engine ends the process when it is given options it does not accept, so what it checks is checked here first.
    internal void Validate()
    {
        InRange(MaxStackBytes, 64 << 10, 2 << 20, nameof(MaxStackBytes));
        InRange(MemoryReservationBytes, 0, 8UL << 30, nameof(MemoryReservationBytes));
        InRange(MemoryGuardBytes, 0, 8UL << 30, nameof(MemoryGuardBytes));
        InRange((ulong)Optimization, 0, (ulong)OptimizationLevel.SpeedAndSize, nameof(Optimization));
        if (Pooling)
        {
            ArgumentNullException.ThrowIfNull(Pool);
            Pool.Validate(MemoryReservationBytes);
        }
    }

    internal static void InRange(ulong value, ulong least, ulong most, string name)
    {
        if (value < least || value > most)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be between {least} and {most}.");
        }
    }
}
