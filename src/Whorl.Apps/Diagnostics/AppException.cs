using System.Collections.Immutable;

namespace Whorl.Apps.Diagnostics;

/// <summary>An app could not be loaded. Carries everything that is wrong with it, not only the first thing.</summary>
public sealed class AppException : Exception
{
    /// <summary>Makes the exception from what is wrong; at least one diagnostic is an error.</summary>
    public AppException(IEnumerable<Diagnostic> diagnostics)
        : this([.. diagnostics])
    {
    }

    /// <summary>Makes the exception for a single error that lies in no file.</summary>
    public AppException(DiagnosticCode code, string message, string? remedy = null)
        : this([new Diagnostic(DiagnosticSeverity.Error, code, null, default, message, remedy)])
    {
    }

    private AppException(ImmutableArray<Diagnostic> diagnostics)
        : base(string.Join('\n', diagnostics)) => Diagnostics = diagnostics;

    /// <summary>Everything that is wrong, in the order of the file.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }
}
