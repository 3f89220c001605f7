namespace Whorl.Triggers.Listening;

/// <summary>A server could not begin to listen.</summary>
/// <param name="message">What happened, at which address.</param>
/// <param name="hint">What to do about it.</param>
/// <param name="inner">The cause.</param>
public sealed class ListenException(string message, string? hint, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What to do about it; null when the message says it.</summary>
    public string? Hint { get; } = hint;
}
