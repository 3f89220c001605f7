using Microsoft.Extensions.Logging;

namespace Whorl.Functional.Tests.Infrastructure;

/// <summary>Keeps what a server logs, and lets tests wait for a line.</summary>
internal sealed class LogRecorder : ILoggerFactory, ILogger
{
    private readonly List<string> _lines = [];
    private readonly List<(Func<string, bool> Wanted, TaskCompletionSource<string> Found)> _waiting = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>The first line, of the past or the future, that contains all of some texts.</summary>
    public Task<string> LineAsync(params string[] parts)
    {
        bool Wanted(string line) => parts.All(p => line.Contains(p, StringComparison.Ordinal));
        lock (_lines)
        {
            if (_lines.Find(Wanted) is { } line)
            {
                return Task.FromResult(line);
            }

            var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((Wanted, found));
            return WaitAsync(found.Task, parts);
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        string line = $"{logLevel}: {formatter(state, exception)}{(exception is null ? "" : $" {exception}")}";
        lock (_lines)
        {
            _lines.Add(line);
            foreach ((_, TaskCompletionSource<string> found) in _waiting.Where(w => w.Wanted(line)))
            {
                found.TrySetResult(line);
            }
        }
    }

    public void Dispose()
    {
    }

    private async Task<string> WaitAsync(Task<string> found, string[] parts)
    {
        try
        {
            return await found.WaitAsync(Patience.Long);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"No log line has {string.Join(" and ", parts)}. There are:\n{string.Join('\n', Lines)}");
        }
    }
}
