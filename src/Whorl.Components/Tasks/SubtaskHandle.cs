namespace Whorl.Components.Tasks;

/// <summary>How an async lowering returns a subtask: its handle, and its state in the low bits.</summary>
internal static class SubtaskHandle
{
    public const int StateBits = 4;

    /// <summary>Canonical ABI: <c>BLOCKED</c>, returned by what goes on and will tell its end by an event.</summary>
    public const uint Blocked = uint.MaxValue;
}
