namespace Whorl.Components.Streams;

/// <summary>Canonical ABI: <c>CopyState</c>, what an end of a stream or future is doing.</summary>
internal enum CopyState : byte
{
    Idle,
    Copying,
    Cancelling,
    Done,
}
