namespace Whorl.Components.Runtime;

/// <summary>An import that a host does not meet.</summary>
/// <param name="Interface">The name of the imported instance; empty for a function or resource imported by itself.</param>
/// <param name="Name">The name of the function or resource.</param>
/// <param name="Problem">What is missing, the nearest offer, and what to do.</param>
internal readonly record struct UnmetImport(string Interface, string Name, string Problem);
