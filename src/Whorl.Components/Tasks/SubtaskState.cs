namespace Whorl.Components.Tasks;

/// <summary>Canonical ABI: <c>Subtask.State</c>.</summary>
internal enum SubtaskState : uint
{
    Starting,
    Started,
    Returned,
    CancelledBeforeStarted,
    CancelledBeforeReturned,
}
