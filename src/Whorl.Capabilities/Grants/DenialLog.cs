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

    [LoggerMessage(310, LogLevel.Warning, "Denied: {Message}")]
    private static partial void Denied(ILogger logger, string message);
}
