using Microsoft.Extensions.Logging;
using Whorl.Cli.Commands;
using Whorl.Triggers.Http.Observation;

namespace Whorl.Cli.Telemetry;

/// <summary>Opens the access log that <c>whorl up</c> was asked for.</summary>
internal static class AccessLogs
{
    /// <param name="options">What the command was asked for.</param>
    /// <param name="loggers">Told when lines are lost.</param>
    /// <returns>Null when no access log is wanted.</returns>
    /// <exception cref="CommandException">The format is none, or the file cannot be opened.</exception>
    public static AccessLog? Open(UpOptions options, ILoggerFactory loggers)
    {
        AccessLogFormat format = options.AccessLogFormat switch
        {
            null or "combined" => AccessLogFormat.Combined,
            "json" => AccessLogFormat.Json,
            { } other => throw new CommandException($"--access-log-format {other} is not a format.", "Write combined or json."),
        };
        if (options.AccessLog is not { Length: > 0 } file)
        {
            return options.AccessLogFormat is null ? null : throw new CommandException("--access-log-format needs --access-log.", "Say where the lines go with --access-log FILE, or - for standard output.");
        }

        try
        {
            return file == "-" ? AccessLog.ToStream(Console.OpenStandardOutput(), format, loggers) : AccessLog.ToFile(Path.GetFullPath(file), format, loggers);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"The access log {file} cannot be written: {(e is DirectoryNotFoundException ? "there is no such folder." : e.Message)}", "Give another file with --access-log.", e);
        }
    }
}
