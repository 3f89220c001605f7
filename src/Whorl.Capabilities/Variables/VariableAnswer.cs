namespace Whorl.Capabilities.Variables;

/// <summary>The value of a variable, or why there is none.</summary>
/// <param name="Status">Whether there is a value.</param>
/// <param name="Text">The value; for any other status a message that may be shown to the guest.</param>
public readonly record struct VariableAnswer(VariableStatus Status, string Text)
{
    /// <summary>What the operator can do where a provider failed; null when the text says it already.</summary>
    public string? Remedy { get; init; }
}
