using System.Text;
using Whorl.Components.Hosting;

namespace Whorl.Components.Abi;

/// <summary>Checks of scalar values that a guest hands over, in flat form or out of memory.</summary>
public static class FlatValue
{
    /// <summary>Lifts a <c>char</c>.</summary>
    /// <exception cref="GuestTrapException">The value is a surrogate or beyond U+10FFFF.</exception>
    public static Rune Char(uint value) =>
        Rune.TryCreate(value, out var rune) ? rune : throw new GuestTrapException($"{TrapText.InvalidChar}: {value:#x}");

    /// <summary>Lifts the discriminant of a variant, enum, option or result.</summary>
    /// <param name="value">What the guest gave.</param>
    /// <param name="caseCount">How many cases the type has.</param>
    /// <exception cref="GuestTrapException">No case has that number.</exception>
    public static uint Discriminant(uint value, uint caseCount) => value < caseCount
        ? value
        : throw new GuestTrapException($"{TrapText.InvalidDiscriminant}: discriminant {value} out of range [0..{caseCount})");
}
