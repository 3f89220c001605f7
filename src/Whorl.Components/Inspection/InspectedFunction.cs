namespace Whorl.Components.Inspection;

/// <summary>A function that a component imports or exports.</summary>
/// <param name="Name">Its name in WIT's canonical form, such as <c>[method]fields.get</c>.</param>
/// <param name="Signature">Its type in canonical text, fully expanded: <c>func(a:u32)-&gt;list&lt;string&gt;</c>.</param>
public sealed record InspectedFunction(string Name, string Signature);
