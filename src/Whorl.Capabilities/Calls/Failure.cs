namespace Whorl.Capabilities.Calls;

/// <summary>Why a call into a capability failed.</summary>
/// <param name="Kind">The kind of failure.</param>
/// <param name="Message">A message that may be shown to the guest: no secrets, no paths of the host.</param>
public record Failure(FailureKind Kind, string Message)
{
    /// <summary>What the operator can do, for the log alone: sentences; null when the message says it already.</summary>
    public string? Remedy { get; init; }
}
