namespace Whorl.Capabilities.Grants;

/// <summary>A grant in the manifest that the configuration cannot fulfil.</summary>
/// <param name="Message">What is wrong, with the component and the label.</param>
/// <param name="Remedy">What to do about it.</param>
public readonly record struct GrantProblem(string Message, string Remedy);
