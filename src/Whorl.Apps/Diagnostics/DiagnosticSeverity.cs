namespace Whorl.Apps.Diagnostics;

/// <summary>How much a diagnostic matters.</summary>
public enum DiagnosticSeverity
{
    /// <summary>The app runs, but probably not as its author means.</summary>
    Warning,

    /// <summary>The app cannot run.</summary>
    Error,
}
