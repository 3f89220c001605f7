namespace Whorl.Components.Tasks;

/// <summary>Canonical ABI: <c>Task.State</c>.</summary>
internal enum TaskPhase : byte
{
    Initial,
    Started,
    PendingCancel,
    CancelDelivered,
    Resolved,
}
