namespace Whorl.Apps.Templates;

/// <summary>A piece of a template.</summary>
/// <param name="Text">The literal text, or the name of the variable without its braces.</param>
/// <param name="IsVariable">Which of the two it is.</param>
public readonly record struct TemplatePart(string Text, bool IsVariable);
