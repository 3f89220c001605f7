namespace Whorl.Wit.Syntax;

/// <summary>Unwinds the parser to the nearest item after an error that is already in the bag.</summary>
#pragma warning disable CA1032 // Only the parser throws and catches it; it carries nothing.
internal sealed class SyntaxException : Exception;
#pragma warning restore CA1032
