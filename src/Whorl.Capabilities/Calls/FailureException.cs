namespace Whorl.Capabilities.Calls;

/// <summary>A call into a capability failed in a way that the guest can handle.</summary>
public sealed class FailureException : Exception
{
    /// <summary>Makes the exception.</summary>
    public FailureException(Failure failure, Exception? inner = null)
        : base(failure?.Message, inner) => Failure = failure ?? throw new ArgumentNullException(nameof(failure));

    /// <summary>Makes the exception.</summary>
    public FailureException(FailureKind kind, string message, Exception? inner = null)
        : this(new Failure(kind, message), inner)
    {
    }

    /// <summary>Why it failed.</summary>
    public Failure Failure { get; }
}
