namespace Whorl.Conformance.Text;

/// <summary>A script that cannot be read, with the one-based line and column where reading stopped.</summary>
internal sealed class ScriptSyntaxException(int line, int column, string problem)
    : Exception($"{line}:{column}: {problem}");
