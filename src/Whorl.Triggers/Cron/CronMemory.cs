using System.Globalization;
using Microsoft.Extensions.Logging;
using Whorl.Apps.Model;
using Whorl.Runtime.Loading;
using Whorl.Triggers.Events;

namespace Whorl.Triggers.Cron;

/// <summary>Remembers in the app's state folder which run of a trigger was the last, so that those are known that were missed while the app was down.</summary>
internal sealed class CronMemory
{
    private readonly string _path;
    private readonly string _app;
    private readonly string _trigger;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();

    private CronMemory(string path, string app, string trigger, ILogger logger) => (_path, _app, _trigger, _logger) = (path, app, trigger, logger);

    /// <summary>The memory of a trigger; null for an app that keeps nothing.</summary>
    public static CronMemory? Of(LoadedApp app, CronTriggerModel trigger, ILogger logger) => app.StateFolder is { } folder
        ? new CronMemory(Path.Combine(folder, "cron", Uri.EscapeDataString($"{app.Model.Name}.{trigger.Id}")), app.Model.Name, trigger.Id, logger)
        : null;

    /// <summary>When the last run was due; null when there was none, or none before now.</summary>
    public DateTimeOffset? Read(DateTimeOffset now)
    {
        try
        {
            return File.Exists(_path)
                && DateTimeOffset.TryParseExact(File.ReadAllText(_path).Trim(), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset last)
                && last <= now
                ? last
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TriggerLog.NoMemory(_logger, _app, _trigger, _path, e.Message);
            return null;
        }
    }

    /// <summary>A run is over.</summary>
    public void Write(DateTimeOffset due)
    {
        try
        {
            lock (_gate)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
                File.WriteAllText(_path + ".new", due.ToString("O", CultureInfo.InvariantCulture));
                File.Move(_path + ".new", _path, overwrite: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TriggerLog.NoMemory(_logger, _app, _trigger, _path, e.Message);
        }
    }
}
