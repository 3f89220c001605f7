namespace Whorl.Wasmtime;

/// <summary>What the compiler aims at.</summary>
public enum OptimizationLevel : byte
{
    /// <summary>Compile as fast as possible.</summary>
    None = 0,

    /// <summary>Make guests fast.</summary>
    Speed = 1,

    /// <summary>Make guests fast, and their code small.</summary>
    SpeedAndSize = 2,
}
