namespace Whorl.Wit.Model;

/// <summary>A parameter of a function.</summary>
/// <param name="Name">The name in kebab case; <c>self</c> for the first one of a method.</param>
/// <param name="Type">Its type.</param>
public sealed record WitParameter(string Name, WitType Type);
