using System.IO.Pipelines;
using System.Net;
using Whorl.Apps.Loading;
using Whorl.Apps.Model;
using Whorl.Functional.Tests.Infrastructure;
using Whorl.Runtime.Commands;
using Whorl.Runtime.Loading;
using Whorl.Triggers.Listening;

namespace Whorl.Triggers.Tests.Infrastructure;

/// <summary>An app whose triggers run in this process, with its log and what its components print.</summary>
internal sealed class EventApp : IAsyncDisposable
{
    private readonly LoadedApp _app;

    private EventApp(LoadedApp app, TriggerSet triggers, LogRecorder log, OutputRecorder output)
    {
        _app = app;
        Triggers = triggers;
        Log = log;
        Output = output;
    }

    /// <summary>The guest that takes all events in the forms that block.</summary>
    public static string Events { get; } = Guests.Require("tests/guests/events/events.wasm");

    /// <summary>The same in the forms that do not.</summary>
    public static string Events3 { get; } = Guests.Require("tests/guests/events3/events3.wasm");

    public TriggerSet Triggers { get; }

    public LogRecorder Log { get; }

    /// <summary>What components print.</summary>
    public OutputRecorder Output { get; }

    /// <summary>Starts an app.</summary>
    /// <param name="manifest">Its manifest, without the head.</param>
    /// <param name="options">Changes how the app is run.</param>
    public static Task<EventApp> StartAsync(string manifest, Func<AppRuntimeOptions, AppRuntimeOptions>? options = null)
    {
        string text = $"""
            spin_manifest_version = 2
            [application]
            name = "test-app"

            {manifest}
            """;
        return StartAsync(AppLoader.Parse(text, AppContext.BaseDirectory, "spin.toml").AppOrThrow(), options);
    }

    /// <summary>Starts an app.</summary>
    /// <param name="model">The app.</param>
    /// <param name="options">Changes how the app is run.</param>
    /// <param name="command">Changes what its program is started with.</param>
    public static async Task<EventApp> StartAsync(
        AppModel model, Func<AppRuntimeOptions, AppRuntimeOptions>? options = null, Func<CommandStart, CommandStart>? command = null)
    {
        var log = new LogRecorder();
        var output = new OutputRecorder();
        var runtime = new AppRuntimeOptions { CacheFolder = Path.Combine(AppContext.BaseDirectory, "cache"), FollowStream = output };
        LoadedApp app = await new AppRuntime(options?.Invoke(runtime) ?? runtime, log).LoadAsync(model, CancellationToken.None);
        try
        {
            var start = new CommandStart([], PipeReader.Create(Stream.Null), Stream.Null, Stream.Null);
            var trigger = new TriggerOptions(
                new HttpListenOptions { Address = new IPEndPoint(IPAddress.Loopback, 0) }, () => command?.Invoke(start) ?? start);
            return new EventApp(app, await TriggerSet.StartAsync(app, trigger, log, CancellationToken.None), log, output);
        }
        catch
        {
            app.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Triggers.DisposeAsync();
        _app.Dispose();
    }
}
