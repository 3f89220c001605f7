using System.Collections.Immutable;

namespace Whorl.Capabilities.Variables;

/// <summary>All variables of a component, or why they could not be had.</summary>
/// <param name="Values">Names and values, in order; empty when there is a failure.</param>
/// <param name="Failure">A message that may be shown to the guest; null when there is none.</param>
public readonly record struct VariablesAnswer(ImmutableArray<KeyValuePair<string, string>> Values, string? Failure)
{
    /// <summary>What the operator can do about the failure; null when it says it already.</summary>
    public string? Remedy { get; init; }
}
