namespace Whorl.Wit.Model;

/// <summary>A case of an enum, or a flag.</summary>
/// <param name="Name">The name in kebab case.</param>
/// <param name="Docs">Doc comment, or empty.</param>
public sealed record WitLabel(string Name, string Docs);
