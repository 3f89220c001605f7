namespace Whorl.Apps.Network;

/// <summary>Why a rule is none.</summary>
/// <param name="Message">What is wrong with it.</param>
/// <param name="Remedy">What to write in its place.</param>
public sealed record AllowedHostError(string Message, string Remedy);
