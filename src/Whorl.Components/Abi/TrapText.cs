namespace Whorl.Components.Abi;

/// <summary>The texts of traps, worded as the specification's test suite and other runtimes word them.</summary>
internal static class TrapText
{
    internal const string UnalignedPointer = "unaligned pointer";
    internal const string InvalidDiscriminant = "invalid variant discriminant";
    internal const string InvalidChar = "invalid `char` bit pattern";
    internal const string CannotLeave = "cannot leave component instance";
    internal const string CannotEnter = "cannot enter component instance";
    internal const string BorrowsRemain = "borrow handles still remain at the end of the call";
    internal const string LentHandle = "cannot remove owned resource while borrowed";
}
