using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Whorl.Cli.Interaction;

namespace Whorl.Cli.Serving;

/// <summary>
/// Writes log lines to the terminal, on a thread of its own: whoever reads standard error slowly must not slow down guests. Lines that
/// come faster than they are written are dropped and counted.
/// </summary>
internal sealed class TerminalLog : ILoggerFactory
{
    private const int MaxWaiting = 10_000;

    private readonly ITerminal _terminal;
    private readonly BlockingCollection<(LogLevel Level, string Text)> _lines = new(MaxWaiting);
    private readonly Thread _thread;
    private int _dropped;

    public TerminalLog(ITerminal terminal)
    {
        _terminal = terminal;
        _thread = new Thread(WriteAll) { IsBackground = true, Name = "whorl-log" };
        _thread.Start();
    }

    public ILogger CreateLogger(string categoryName) =>
        new Log(this, categoryName.StartsWith("Whorl.", StringComparison.Ordinal) ? LogLevel.Information : LogLevel.Warning);

    /// <summary>There is one place for lines to go to.</summary>
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
        _lines.CompleteAdding();
        _thread.Join();
        _lines.Dispose();
    }

    private void Add(LogLevel level, string text)
    {
        try
        {
            if (!_lines.TryAdd((level, text)))
            {
                Interlocked.Increment(ref _dropped);
            }
        }
        catch (InvalidOperationException)
        {
            // The process is about to end, and with it whatever wanted to say something.
        }
    }

    private void WriteAll()
    {
        foreach ((LogLevel level, string text) in _lines.GetConsumingEnumerable())
        {
            Write(level, text);
            if (Interlocked.Exchange(ref _dropped, 0) is > 0 and var dropped)
            {
                _terminal.Warn($"{dropped} log lines were dropped, because they came faster than they could be written");
            }
        }
    }

    private void Write(LogLevel level, string text)
    {
        if (level >= LogLevel.Error)
        {
            _terminal.Fail(text);
        }
        else if (level == LogLevel.Warning)
        {
            _terminal.Warn(text);
        }
        else
        {
            _terminal.Say(text);
        }
    }

    private sealed class Log(TerminalLog log, LogLevel least) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= least && logLevel != LogLevel.None;

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                string text = formatter(state, exception);
                log.Add(logLevel, exception is null ? text : $"{text}: {exception}");
            }
        }
    }
}
