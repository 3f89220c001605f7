namespace Whorl.Components.Tasks;

/// <summary>Canonical ABI: <c>EventCode</c>, what a guest's wait or callback is told.</summary>
internal enum EventCode : uint
{
    None,
    Subtask,
    StreamRead,
    StreamWrite,
    FutureRead,
    FutureWrite,
    TaskCancelled,
}
