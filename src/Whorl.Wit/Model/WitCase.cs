namespace Whorl.Wit.Model;

/// <summary>A case of a variant.</summary>
/// <param name="Name">The name in kebab case.</param>
/// <param name="Type">The type of its value, or null when it has none.</param>
/// <param name="Docs">Doc comment, or empty.</param>
public sealed record WitCase(string Name, WitType? Type, string Docs);
