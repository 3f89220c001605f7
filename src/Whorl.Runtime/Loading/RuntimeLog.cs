using Microsoft.Extensions.Logging;

namespace Whorl.Runtime.Loading;

/// <summary>What is logged about the machine that an app runs on.</summary>
internal static partial class RuntimeLog
{
    [LoggerMessage(1, LogLevel.Warning, "There is no pool of instances, so each one costs several times as much: {Reason}")]
    public static partial void NoPool(ILogger logger, string reason);
}
