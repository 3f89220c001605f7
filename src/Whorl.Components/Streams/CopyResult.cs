namespace Whorl.Components.Streams;

/// <summary>Canonical ABI: <c>CopyResult</c>, how a read or write has ended.</summary>
internal enum CopyResult : uint
{
    Completed,
    Dropped,
    Cancelled,
}
