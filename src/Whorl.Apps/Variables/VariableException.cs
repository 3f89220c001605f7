namespace Whorl.Apps.Variables;

/// <summary>A variable has no value. The message never holds the value of a variable.</summary>
public sealed class VariableException : Exception
{
    /// <summary>Makes the exception.</summary>
    public VariableException(VariableErrorKind kind, string message, Exception? inner = null)
        : base(message, inner) => Kind = kind;

    /// <summary>Why there is none.</summary>
    public VariableErrorKind Kind { get; }

    /// <summary>What the operator can do about it, for logs: the keys to look at; null when the message says it already.</summary>
    public string? Remedy { get; init; }
}
