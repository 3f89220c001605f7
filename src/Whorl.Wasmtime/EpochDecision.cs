namespace Whorl.Wasmtime;

/// <summary>What is to become of a guest whose epoch deadline passed.</summary>
public readonly struct EpochDecision : IEquatable<EpochDecision>
{
    private EpochDecision(ulong ticks) => Ticks = ticks;

    /// <summary>Trap with <see cref="TrapCode.Interrupt"/>.</summary>
    public static EpochDecision Trap => default;

    /// <summary>Ticks until the next deadline; zero to trap.</summary>
    public ulong Ticks { get; }

    /// <summary>Let the guest run on.</summary>
    /// <param name="ticks">Ticks until the next deadline, at least one.</param>
    public static EpochDecision Continue(ulong ticks)
    {
        ArgumentOutOfRangeException.ThrowIfZero(ticks);
        return new EpochDecision(ticks);
    }

    /// <summary>Whether two decisions are the same.</summary>
    public static bool operator ==(EpochDecision left, EpochDecision right) => left.Equals(right);

    /// <summary>Whether two decisions differ.</summary>
    public static bool operator !=(EpochDecision left, EpochDecision right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(EpochDecision other) => Ticks == other.Ticks;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EpochDecision other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Ticks.GetHashCode();
}
