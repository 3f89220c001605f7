using System.Collections.Immutable;

namespace Whorl.Apps.Diagnostics;

/// <summary>Collects what is wrong with one file, so that all of it can be reported at once.</summary>
internal sealed class DiagnosticBag(string? file)
{
    private readonly List<Diagnostic> _diagnostics = [];

    public bool HasErrors { get; private set; }

    public void Error(DiagnosticCode code, SourceLocation location, string message, string? remedy = null)
    {
        HasErrors = true;
        _diagnostics.Add(new Diagnostic(DiagnosticSeverity.Error, code, file, location, message, remedy));
    }

    public void Warning(DiagnosticCode code, SourceLocation location, string message, string? remedy = null) =>
        _diagnostics.Add(new Diagnostic(DiagnosticSeverity.Warning, code, file, location, message, remedy));

    public void AddRange(DiagnosticBag other)
    {
        HasErrors |= other.HasErrors;
        _diagnostics.AddRange(other._diagnostics);
    }

    /// <summary>Everything so far, in the order of the file; at one place, in the order it was found.</summary>
    public ImmutableArray<Diagnostic> ToImmutable() => [.. _diagnostics.OrderBy(d => d.Location)];
}
