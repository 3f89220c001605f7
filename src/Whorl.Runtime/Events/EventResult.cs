namespace Whorl.Runtime.Events;

/// <summary>What became of an event.</summary>
/// <param name="Failure">Why the component has not handled it, as the end of a sentence that begins with the component; null when it has.</param>
public readonly record struct EventResult(string? Failure)
{
    /// <summary>Whether the component has handled it.</summary>
    public bool IsHandled => Failure is null;
}
