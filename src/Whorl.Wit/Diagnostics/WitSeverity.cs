namespace Whorl.Wit.Diagnostics;

/// <summary>How much a diagnostic matters: an error means that no model comes out.</summary>
public enum WitSeverity
{
    /// <summary>The text is accepted, but something about it is unwise.</summary>
    Warning,

    /// <summary>The text is not valid WIT.</summary>
    Error,
}
