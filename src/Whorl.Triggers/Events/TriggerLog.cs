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

    [LoggerMessage(504, LogLevel.Warning, "{App}/{Component} {Reason}: a message of the topic {Topic} is given to it again in {Seconds} s (trigger {Trigger}, attempt {Attempt})")]
    public static partial void TriedAgain(ILogger logger, string app, string component, string reason, string topic, string seconds, int attempt, string trigger);

    [LoggerMessage(505, LogLevel.Warning, "{App}/{Component} {Reason}: a message of the topic {Topic} is left with the server, if that keeps it (trigger {Trigger})")]
    public static partial void MessageLeft(ILogger logger, string app, string component, string reason, string topic, string trigger);

    [LoggerMessage(506, LogLevel.Warning, "{App}/{Component} cannot keep up: {Count} messages of the topic {Topic} wait for it, and further ones are dropped (trigger {Trigger})")]
    public static partial void Dropping(ILogger logger, string app, string component, string topic, int count, string trigger);

    [LoggerMessage(507, LogLevel.Error, "{App}/{Component} {Reason}: its run of {Due:u} has failed (trigger {Trigger})")]
    public static partial void RunFailed(ILogger logger, string app, string component, string reason, DateTimeOffset due, string trigger);

    [LoggerMessage(508, LogLevel.Warning, "{App}/{Component} has missed {Count} runs since {Due:u}, because it or the machine was busy or away: {Outcome} (trigger {Trigger})")]
    public static partial void RunsMissed(ILogger logger, string app, string component, int count, DateTimeOffset due, string outcome, string trigger);

    [LoggerMessage(509, LogLevel.Warning, "{App}: trigger {Trigger} is not due again: {Schedule} has no further time")]
    public static partial void NotDueAgain(ILogger logger, string app, string trigger, string schedule);

    [LoggerMessage(510, LogLevel.Warning, "{App}: trigger {Trigger} cannot remember its last run in {Path}: {Reason}. Runs that are missed while the app is down will not be known")]
    public static partial void NoMemory(ILogger logger, string app, string trigger, string path, string reason);
}
