using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Whorl.Capabilities.Grants;

/// <summary>Logs what guests were denied: each different denial once, so that a guest that tries again and again fills no log.</summary>
public sealed partial class DenialLog(ILogger logger)
{
    /// <summary>A guest that makes up labels could make up any number of them.</summary>
    private const int MaxDifferent = 256;

    private readonly ConcurrentDictionary<string, bool> _seen = new(StringComparer.Ordinal);

    /// <summary>Logs a denial.</summary>
    /// <param name="message">One line: app, component, interface, and the key of the manifest or runtime configuration that would allow it.</param>
    public void Write(string message)
    {
        if (_seen.Count < MaxDifferent && _seen.TryAdd(message, true))
        {
            Denied(logger, message);
        }
    }

    /// <summary>Logs that something was not kept that a guest gave: it is not what it should be, or more than there may be.</summary>
    /// <param name="message">One line: component, app, interface, what was dropped and why.</param>
    public void WriteDropped(string message)
    {
        if (_seen.Count < MaxDifferent && _seen.TryAdd(message, true))
        {
            Dropped(logger, message);
        }
    }

    /// <summary>Logs that a guest reached a limit.</summary>
    /// <param name="message">One line: component, app, function, the limit, and the key that sets it if there is one.</param>
    public void WriteLimit(string message)
    {
        if (_seen.Count < MaxDifferent && _seen.TryAdd(message, true))
        {
            Reached(logger, message);
        }
    }

    /// <summary>Logs that a guest asked for something that it may use, and that cannot be used as it is.</summary>
    /// <param name="message">One line: component, app, what it is, why, and what to do.</param>
    public void WriteUnusable(string message)
    {
        if (_seen.Count < MaxDifferent && _seen.TryAdd(message, true))
        {
            Unusable(logger, message);
        }
    }

    [LoggerMessage(310, LogLevel.Warning, "Denied: {Message}")]
    private static partial void Denied(ILogger logger, string message);

    [LoggerMessage(313, LogLevel.Warning, "Cannot be used: {Message}")]
    private static partial void Unusable(ILogger logger, string message);

    [LoggerMessage(312, LogLevel.Warning, "Limit reached: {Message}")]
    private static partial void Reached(ILogger logger, string message);

    [LoggerMessage(311, LogLevel.Warning, "Dropped: {Message}")]
    private static partial void Dropped(ILogger logger, string message);
}
