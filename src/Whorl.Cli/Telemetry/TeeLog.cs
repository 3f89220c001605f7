using Microsoft.Extensions.Logging;

namespace Whorl.Cli.Telemetry;

/// <summary>Gives each log line to two places.</summary>
internal sealed class TeeLog(ILoggerFactory first, ILoggerFactory second) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new Log(first.CreateLogger(categoryName), second.CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    /// <summary>Whoever made the two disposes them.</summary>
    public void Dispose()
    {
    }

    private sealed class Log(ILogger first, ILogger second) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => first.IsEnabled(logLevel) || second.IsEnabled(logLevel);

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            first.Log(logLevel, eventId, state, exception, formatter);
            second.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
