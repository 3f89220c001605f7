namespace Whorl.Cli.Interaction;

/// <summary>
/// Where commands write. Standard output holds what a program may parse; everything said to a person goes to standard error.
/// </summary>
internal interface ITerminal
{
    /// <summary>Standard output.</summary>
    TextWriter Output { get; }

    /// <summary>A line on standard error.</summary>
    void Say(string text);

    /// <summary>A step of a longer piece of work, on standard error.</summary>
    void Step(string verb, string text);

    void Warn(string message);

    /// <summary>What went wrong, and what to do about it.</summary>
    void Fail(string message, string? hint = null);

    /// <summary>Shows <paramref name="text"/> on standard error if the result is not disposed before <paramref name="delay"/> is over.</summary>
    IDisposable ProgressAfter(TimeSpan delay, string text);
}
