namespace Whorl.Wit.Model;

/// <summary>A field of a record.</summary>
/// <param name="Name">The name in kebab case.</param>
/// <param name="Type">The type of its value.</param>
/// <param name="Docs">Doc comment, or empty.</param>
public sealed record WitField(string Name, WitType Type, string Docs);
