namespace Whorl.Triggers;

/// <summary>A trigger could not be started.</summary>
/// <param name="message">Which one, what happened, and with which value.</param>
/// <param name="hint">What to do about it.</param>
/// <param name="inner">The cause.</param>
public sealed class TriggerException(string message, string? hint, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What to do about it; null when the message says it.</summary>
    public string? Hint { get; } = hint;
}
