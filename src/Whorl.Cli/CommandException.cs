namespace Whorl.Cli;

/// <summary>A command cannot go on, for a reason that the user can mend.</summary>
/// <param name="message">What happened, to which named thing.</param>
/// <param name="hint">What to do about it; null when the message says it already.</param>
/// <param name="inner">What it was caused by, if anything.</param>
internal sealed class CommandException(string message, string? hint = null, Exception? inner = null) : Exception(message, inner)
{
    public string? Hint { get; } = hint;
}
