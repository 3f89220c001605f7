using Microsoft.Extensions.Logging;
using Whorl.Apps.Configuration;
using Whorl.Apps.Loading;
using Whorl.Apps.Model;
using Whorl.Apps.Network;
using Whorl.Apps.Variables;
using Whorl.Cli.Building;
using Whorl.Cli.Commands;
using Whorl.Cli.Interaction;
using Whorl.Cli.Telemetry;
using Whorl.Runtime.Loading;
using Whorl.Triggers;
using Whorl.Triggers.Command;
using Whorl.Triggers.Http.Observation;
using Whorl.Triggers.Listening;

namespace Whorl.Cli.Serving;

/// <summary>Runs <c>whorl up</c>: loads the app, starts its triggers, says what they serve, and goes on until the process is told to stop.</summary>
internal sealed class AppServer(ITerminal terminal)
{
    /// <summary>For development against servers of gRPC and the like.</summary>
    private const string PlaintextHttp2 = "SPIN_OUTBOUND_H2C_PRIOR_KNOWLEDGE";

    /// <summary>How long what is under way may take to finish once the process is told to stop.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>Asks the servers that variables come from, as long as the process runs.</summary>
    private static readonly HttpMessageInvoker s_providers = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) });

    /// <summary>How long loading may take before it is worth a word.</summary>
    private static readonly TimeSpan s_slow = TimeSpan.FromSeconds(1.25);

    public async Task<int> RunAsync(UpOptions options, CancellationToken cancel)
    {
        HttpListenOptions listen = CheckListen(options);
        AppModel app = AppFinder.Find(terminal, options.App, options.Profile);
        if (options.Build)
        {
            await new BuildRunner(terminal).RunAsync(app, options.Components, cancel);
        }

        app = ComponentSelection.Apply(app, options.Components).WithEnvironment(options.Environment.Select(ParseEnvironment));
        CheckArguments(app, options);
        using var terminalLog = new TerminalLog(terminal);
        using var telemetry = HostTelemetry.Start(options.MetricsListen, Environment.GetEnvironmentVariable);
        ILoggerFactory log = telemetry.Logs is { } collector ? new TeeLog(terminalLog, collector) : terminalLog;
        await using AccessLog? accessLog = AccessLogs.Open(options, log);
        AppRuntimeOptions runtimeOptions = RuntimeOptions(app, options, telemetry) with { GuestTelemetry = telemetry.SendGuests(log) };
        using LoadedApp loaded = await LoadAsync(app, runtimeOptions, log, cancel);
        AppFinder.Report(terminal, loaded.Warnings);
        if (app.ManifestPath is null)
        {
            WasmDescription.Say(terminal, loaded.Components);
        }

        if (options.Test)
        {
            return await TestMessages.DeliverAsync(loaded, terminal);
        }

        await using var check = StartCheck.Begin(app, runtimeOptions, log);
        await using TriggerSet triggers = await StartAsync(loaded, new TriggerOptions(listen, () => CommandStreams.Open(options.Arguments)) { AccessLog = accessLog }, log, cancel);
        if (Announcement.IsDue(triggers))
        {
            SayWhereThingsAre(loaded, runtimeOptions);
            Announcement.Write(terminal, loaded, triggers, options.Json);
        }

        return await ServeAsync(app, triggers, cancel);
    }

    /// <summary>Waits until the process is told to stop, or one of the triggers is over; then all of them finish what they have begun.</summary>
    private static async Task<int> ServeAsync(AppModel app, TriggerSet triggers, CancellationToken cancel)
    {
        ITrigger? ended = null;
        try
        {
            ended = await triggers.WaitAsync(cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
        }

        await triggers.StopAsync(s_patience);
        if (ended is null)
        {
            return triggers.Triggers.OfType<CommandTrigger>().Any() ? ExitCodes.Failure : ExitCodes.Success;
        }

        return ended.Ended.Exception is { InnerException: { } failure }
            ? throw new CommandException($"The {ended.Type} triggers of {app.Name} have failed, so that the app was stopped: {failure.Message}", inner: failure)
            : await ended.Ended;
    }

    private void SayWhereThingsAre(LoadedApp loaded, AppRuntimeOptions runtimeOptions)
    {
        if (runtimeOptions.Logs.Folder is { } folder)
        {
            terminal.Say($"Logging component stdio to \"{folder}{Path.DirectorySeparatorChar}\"");
        }

        foreach (string note in loaded.Notes)
        {
            terminal.Say(note);
        }
    }

    private static void CheckArguments(AppModel app, UpOptions options)
    {
        if (options.Arguments.Length > 0 && !app.Triggers.Any(t => t is CommandTriggerModel))
        {
            throw new CommandException(
                $"{app.Name} has no command trigger that could be given {string.Join(' ', options.Arguments)}.",
                "Leave out what follows --, or add [[trigger.command]] to the manifest.");
        }
    }

    private async Task<LoadedApp> LoadAsync(AppModel app, AppRuntimeOptions options, ILoggerFactory log, CancellationToken cancel)
    {
        using IDisposable progress = terminal.ProgressAfter(s_slow, "Preparing Wasm modules is taking a few seconds...");
        try
        {
            return await new AppRuntime(options, log).LoadAsync(app, cancel);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{app.Name} cannot be loaded: {failure.Message}", inner: failure);
        }
    }

    private static HttpListenOptions CheckListen(UpOptions options)
    {
        var listen = new HttpListenOptions
        {
            Address = ListenAddress.Parse(options.Listen),
            FindFreePort = options.FindFreePort,
            TlsCertificatePath = options.TlsCertificate,
            TlsKeyPath = options.TlsKey,
        };
        try
        {
            listen.Check();
            return listen;
        }
        catch (ListenException failure)
        {
            throw new CommandException(failure.Message, failure.Hint, failure);
        }
    }

    private static async Task<TriggerSet> StartAsync(LoadedApp app, TriggerOptions options, ILoggerFactory log, CancellationToken cancel)
    {
        try
        {
            return await TriggerSet.StartAsync(app, options, log, cancel);
        }
        catch (ListenException failure)
        {
            throw new CommandException(failure.Message, failure.Hint, failure);
        }
        catch (TriggerException failure)
        {
            throw new CommandException(failure.Message, failure.Hint, failure);
        }
    }

    private AppRuntimeOptions RuntimeOptions(AppModel app, UpOptions options, HostTelemetry telemetry)
    {
        RuntimeConfig config = options.RuntimeConfigFile is { } file ? RuntimeConfigReader.Load(file) : RuntimeConfig.Empty;
        if (!config.Summary.IsEmpty)
        {
            terminal.Say($"Using runtime config [{string.Join(", ", config.Summary)}] from \"{config.Path}\"");
        }

        AppRuntimeOptions result = RuntimeOptions(app, options, config);
        return telemetry.Logs is { } collector && !UpCommand.IsSet("SPIN_DISABLE_LOG_TO_TRACING")
            ? result with { Logs = result.Logs with { Lines = GuestLineLog.To(collector) } }
            : result;
    }

    private static AppRuntimeOptions RuntimeOptions(AppModel app, UpOptions options, RuntimeConfig config) => new()
    {
        UseCache = !options.DisableCache,
        Reuse = options.Reuse,
        Pooling = !options.DisablePooling,
        MaxInstanceMemoryBytes = options.MaxInstanceMemory ?? config.MaxInstanceMemoryBytes,
        Config = config,
        PlaintextHttp2 = ReadPlaintextHttp2(Environment.GetEnvironmentVariable(PlaintextHttp2)),
        BlockedNetworks = new BlockedNetworks(config.BlockedNetworks, config.BlocksPrivateNetworks),
        StateFolder = StateFolders.Choose(app, options, config),
        InitialKeyValues = [.. options.KeyValues.Select(ParseKeyValue)],
        InitialStatements = [.. options.Statements.Select(SqliteArgument.Parse)],
        TransientWrites = options.AllowTransientWrite,
        VariableProviders =
        [
            VariableArguments.Parse(options.Variables, Directory.GetCurrentDirectory()),
            .. VariableProviders.Create(config, s_providers, TimeProvider.System),
            new EnvironmentVariableProvider(),
        ],
        Logs = LogFolders.Choose(app, options, config),
    };

    private static OutboundDestination? ReadPlaintextHttp2(string? authority) => authority switch
    {
        null or "" => null,
        _ when OutboundDestination.TryParse("http", authority.AsSpan(), out OutboundDestination? server) => server,
        _ => throw new CommandException($"{PlaintextHttp2} is {authority}, which is not a server.", "Write HOST:PORT."),
    };

    private static KeyValuePair<string, string> ParseKeyValue(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? KeyValuePair.Create(text[..equals], text[(equals + 1)..])
            : throw new CommandException($"--key-value {text} is not a key with its value.", "Write --key-value KEY=VALUE.");
    }

    private static KeyValuePair<string, string> ParseEnvironment(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? KeyValuePair.Create(text[..equals], text[(equals + 1)..])
            : throw new CommandException($"--env {text} is not an environment variable.", "Write --env NAME=VALUE.");
    }
}
