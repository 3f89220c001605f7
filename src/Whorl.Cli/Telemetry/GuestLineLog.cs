using Microsoft.Extensions.Logging;

namespace Whorl.Cli.Telemetry;

/// <summary>Lines that components write to their standard output and error, as log records of the collector's.</summary>
internal static class GuestLineLog
{
    private static readonly EventId s_event = new(601, "guest.output");

    /// <summary>Makes what takes the lines.</summary>
    public static Action<string, string, string> To(ILoggerFactory loggers)
    {
        ILogger logger = loggers.CreateLogger("Whorl.Guest");
        return (component, stream, line) =>
        {
            if (logger.IsEnabled(LogLevel.Information))
            {
                KeyValuePair<string, object?>[] attributes = [new("component_id", component), new("log.iostream", stream)];
                logger.Log(LogLevel.Information, s_event, attributes, exception: null, (_, _) => line);
            }
        };
    }
}
