using System.Net;
using Whorl.Apps.Loading;
using Whorl.Apps.Model;
using Whorl.Runtime.Loading;
using Whorl.Triggers.Http;
using Whorl.Triggers.Listening;

namespace Whorl.Functional.Tests.Infrastructure;

/// <summary>An app that is served on a free port of the loopback address, with its client and its log.</summary>
internal sealed class ServedApp : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly LoadedApp _app;
    private readonly HttpTrigger _trigger;

    private ServedApp(DirectoryInfo folder, LoadedApp app, HttpTrigger trigger, LogRecorder log)
    {
        _folder = folder;
        _app = app;
        _trigger = trigger;
        Log = log;
        Client = CreateClient(HttpVersion.Version11);
    }

    public HttpClient Client { get; }

    public LogRecorder Log { get; }

    public LoadedApp App => _app;

    public IPEndPoint Address => _trigger.Address;

    public string BaseUrl => _trigger.BaseUrl;

    /// <summary>The folder of the app, which goes when the app does.</summary>
    public string Folder => _folder.FullName;

    /// <summary>Serves the fixture guest on every path.</summary>
    /// <param name="componentLines">Lines of the component's table.</param>
    /// <param name="limits">Lines of the table of its limits.</param>
    /// <param name="options">Changes how the app is run.</param>
    /// <param name="listen">Where to listen; a free port when not given.</param>
    public static Task<ServedApp> FixtureAsync(
        string componentLines = "", string limits = "", Func<AppRuntimeOptions, AppRuntimeOptions>? options = null, HttpListenOptions? listen = null) =>
        StartAsync(
            $"""
            [[trigger.http]]
            route = "/..."
            component = "fixture"

            [component.fixture]
            source = '{Guests.Fixture}'
            {componentLines}

            [component.fixture.tool.whorl.limits]
            {limits}
            """,
            options: options,
            listen: listen);

    /// <summary>Serves an app.</summary>
    /// <param name="manifest">Its manifest, without the head.</param>
    /// <param name="files">Further files, by path.</param>
    /// <param name="options">Changes how the app is run.</param>
    /// <param name="listen">Where to listen; a free port when not given.</param>
    /// <param name="appName">The name of the app.</param>
    public static async Task<ServedApp> StartAsync(
        string manifest,
        IReadOnlyDictionary<string, string>? files = null,
        Func<AppRuntimeOptions, AppRuntimeOptions>? options = null,
        HttpListenOptions? listen = null,
        string appName = "test-app")
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("whorl-test-");
        foreach ((string path, string content) in files ?? new Dictionary<string, string>())
        {
            string file = Path.Combine(folder.FullName, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, content);
        }

        string text = $"""
            spin_manifest_version = 2
            [application]
            name = "{appName}"
            version = "1.2.3"

            {manifest}
            """;
        return await StartAsync(folder, AppLoader.Parse(text, folder.FullName, "spin.toml").AppOrThrow(), options, listen);
    }

    /// <summary>Serves a sample as it is. The whole run of the tests builds the samples; without it, the test is skipped.</summary>
    /// <param name="name">The sample's folder.</param>
    /// <param name="options">Changes how the app is run.</param>
    public static Task<ServedApp> SampleAsync(string name, Func<AppRuntimeOptions, AppRuntimeOptions>? options = null)
    {
        string folder = Path.Combine(Guests.Root, "samples", name);
        Assert.SkipUnless(Directory.Exists(Path.Combine(folder, "dist")), $"samples/build {name} has not been run.");
        AppModel model = AppLoader.Parse(File.ReadAllText(Path.Combine(folder, "spin.toml")), folder, "spin.toml").AppOrThrow();
        return StartAsync(Directory.CreateTempSubdirectory("whorl-test-"), model, options);
    }

    private static async Task<ServedApp> StartAsync(
        DirectoryInfo folder, AppModel model, Func<AppRuntimeOptions, AppRuntimeOptions>? options, HttpListenOptions? listen = null)
    {
        var log = new LogRecorder();
        var runtime = new AppRuntimeOptions { CacheFolder = Path.Combine(AppContext.BaseDirectory, "cache"), FollowStream = Stream.Null };
        LoadedApp app = await new AppRuntime(options?.Invoke(runtime) ?? runtime, log).LoadAsync(model, CancellationToken.None);
        HttpTrigger trigger = await HttpTrigger.StartAsync(
            app, listen ?? new HttpListenOptions { Address = new IPEndPoint(IPAddress.Loopback, 0) }, log);
        return new ServedApp(folder, app, trigger, log);
    }

    /// <summary>A client that speaks one version of HTTP and trusts the tests' certificate.</summary>
    public HttpClient CreateClient(Version version)
    {
        var handler = new SocketsHttpHandler { MaxConnectionsPerServer = 2000, UseProxy = false, AllowAutoRedirect = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=localhost";
        return new HttpClient(handler, disposeHandler: true)
        {
            BaseAddress = new Uri(BaseUrl),
            DefaultRequestVersion = version,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Timeout = Patience.Long,
        };
    }

    public Task<string> GetTextAsync(string path) => Client.GetStringAsync(new Uri(path, UriKind.Relative));

    public Task<HttpResponseMessage> GetAsync(string path) =>
        Client.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);

    public async Task<int> GetStatusAsync(string path)
    {
        using HttpResponseMessage response = await GetAsync(path);
        return (int)response.StatusCode;
    }

    /// <summary>Stops as a signal would: no new requests, those under way may finish.</summary>
    public Task StopAsync(TimeSpan patience) => _trigger.StopAsync(patience);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _trigger.DisposeAsync();
        _app.Dispose();
        _folder.Delete(recursive: true);
    }
}
