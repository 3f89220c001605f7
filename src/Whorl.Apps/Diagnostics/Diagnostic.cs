using System.Text;

namespace Whorl.Apps.Diagnostics;

/// <summary>One thing that is wrong with an app, where it is, and what to do about it.</summary>
/// <param name="Severity">Whether the app can run all the same.</param>
/// <param name="Code">What kind of thing it is; stable, so that it can be looked up.</param>
/// <param name="File">The file it is in, as the user named it; null when it is in no file.</param>
/// <param name="Location">The place in that file.</param>
/// <param name="Message">What is wrong, with the offending name and value. Never holds the value of a variable.</param>
/// <param name="Remedy">What to do about it; null when the message says it already.</param>
public sealed record Diagnostic(
    DiagnosticSeverity Severity, DiagnosticCode Code, string? File, SourceLocation Location, string Message, string? Remedy)
{
    /// <summary>The code as users see it, for example <c>W0203</c>.</summary>
    public string Id => $"W{(int)Code:D4}";

    /// <summary>One or two lines: <c>spin.toml:3:5: error W0203: message</c>, then the remedy, indented.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        if (File is not null)
        {
            text.Append(File).Append(':');
            if (Location.IsKnown)
            {
                text.Append(Location).Append(':');
            }

            text.Append(' ');
        }

        text.Append(Severity == DiagnosticSeverity.Error ? "error " : "warning ").Append(Id).Append(": ").Append(Message);
        if (Remedy is not null)
        {
            text.Append("\n    help: ").Append(Remedy.Replace("\n", "\n          ", StringComparison.Ordinal));
        }

        return text.ToString();
    }
}
