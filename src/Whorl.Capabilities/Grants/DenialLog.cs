using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Whorl.Capabilities.Grants;

/// <summary>Logs what guests were denied: each different denial once, so that a guest that tries again and again fills no log.</summary>
/// <param name="logger">Where it is logged.</param>
/// <param name="time">Tells when to log again what cannot be used; null for the machine's clock.</param>
public sealed partial class DenialLog(ILogger logger, TimeProvider? time = null)
{
    /// <summary>A guest that makes up labels could make up any number of them.</summary>
    private const int MaxDifferent = 256;

    private static readonly TimeSpan s_reminder = TimeSpan.FromMinutes(1);
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly ConcurrentDictionary<string, long> _unusable = new(StringComparer.Ordinal);
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

    /// <summary>
    /// Logs that a guest asked for something that it may use, and that cannot be used as it is; again after a minute, since it may have been
    /// of use in between.
    /// </summary>
    /// <param name="message">One line: component, app, what it is, why, and what to do.</param>
    public void WriteUnusable(string message)
    {
        long now = _time.GetTimestamp();
        bool isDue = _unusable.TryGetValue(message, out long last)
            ? _time.GetElapsedTime(last, now) >= s_reminder && _unusable.TryUpdate(message, now, last)
            : _unusable.Count < MaxDifferent && _unusable.TryAdd(message, now);
        if (isDue)
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
