namespace Whorl.Wit.Diagnostics;

/// <summary>One thing that is wrong with the WIT text, and what to do about it.</summary>
/// <param name="Code">A stable code, such as <c>WIT104</c>.</param>
/// <param name="Severity">Whether the text can still be used.</param>
/// <param name="Location">Where it is.</param>
/// <param name="Message">What is wrong, naming the thing.</param>
/// <param name="Remedy">What to do.</param>
public sealed record WitDiagnostic(string Code, WitSeverity Severity, WitLocation Location, string Message, string Remedy)
{
    /// <summary>The diagnostic on one line: <c>file:line:column: error WIT104: message; remedy</c>.</summary>
    public override string ToString()
    {
        var severity = Severity == WitSeverity.Error ? "error" : "warning";
        return $"{Location}: {severity} {Code}: {Message}; {Remedy}";
    }
}
