namespace Whorl.Components.Types;

/// <summary>One case of a variant, enum, option or result.</summary>
/// <param name="Name">The case's label.</param>
/// <param name="Type">The payload, or null when the case carries none.</param>
public readonly record struct VariantCase(string Name, ComponentType? Type);
