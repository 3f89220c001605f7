using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Whorl.Triggers.Events;

/// <summary>What is logged about triggers: their servers, and what components did not handle.</summary>
internal static partial class TriggerLog
{
    /// <summary>A server cannot be listened to, or not any more.</summary>
    public static void NotListening(ILogger logger, string app, string trigger, string source, string reason, TimeSpan wait) =>
        NotListening(logger, app, trigger, source, reason, wait.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture));

    [LoggerMessage(501, LogLevel.Warning, "{App}: trigger {Trigger} cannot listen to {Source}: {Reason}. It is tried again in {Seconds} s")]
    private static partial void NotListening(ILogger logger, string app, string trigger, string source, string reason, string seconds);

    [LoggerMessage(502, LogLevel.Information, "{App}: trigger {Trigger} listens to {Source} again")]
    public static partial void ListensAgain(ILogger logger, string app, string trigger, string source);

    [LoggerMessage(503, LogLevel.Error, "{App}/{Component} {Reason}: a message of the {Kind} {Source} is lost (trigger {Trigger})")]
    public static partial void MessageLost(ILogger logger, string app, string component, string reason, string kind, string source, string trigger);
}
