using Spectre.Console;

namespace Whorl.Cli.Interaction;

/// <summary>The terminal or the pipes that the process was started with.</summary>
internal sealed class SystemTerminal : ITerminal
{
    // Made on first use: most runs of `whorl up` write nothing here, and start sooner for it.
    private readonly Lazy<IAnsiConsole> _errors = new(() => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(Console.Error),
        Ansi = Console.IsErrorRedirected ? AnsiSupport.No : AnsiSupport.Detect,
        Interactive = InteractionSupport.No,
    }));

    public TextWriter Output => Console.Out;

    public void Say(string text) => Console.Error.WriteLine(text);

    public void Step(string verb, string text) => Line("green", verb, text);

    public void Warn(string message) => Line("yellow", "Warning:", message);

    public void Fail(string message, string? hint = null)
    {
        Line("red", "Error:", message);
        if (hint is not null)
        {
            Line("blue", "Hint:", hint);
        }
    }

    public IDisposable ProgressAfter(TimeSpan delay, string text) =>
        new Timer(_ => Say(text), null, delay, Timeout.InfiniteTimeSpan);

    private void Line(string colour, string word, string text)
    {
        if (Console.IsErrorRedirected)
        {
            // Spectre would break long lines at a width that no reader of a pipe has.
            Console.Error.WriteLine($"{word} {text}");
            return;
        }
        _errors.Value.Write(new Markup($"[bold {colour}]{Markup.Escape(word)}[/] {Markup.Escape(text)}{Environment.NewLine}"));
    }
}
