using System.Net.Http.Json;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Whorl.Apps.Configuration;
using Whorl.Functional.Tests.Infrastructure;
using Whorl.Runtime.Loading;

namespace Whorl.Capabilities.Tests.Infrastructure;

/// <summary>An app whose one component runs the scripts that tests send it.</summary>
internal sealed class ScriptApp : IAsyncDisposable
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly ServedApp _app;

    private ScriptApp(ServedApp app) => _app = app;

    public LogRecorder Log => _app.Log;

    public ServedApp App => _app;

    /// <summary>Serves the app.</summary>
    /// <param name="componentLines">Lines of the component's table: what it is granted.</param>
    /// <param name="runtimeConfig">The runtime configuration.</param>
    /// <param name="stateFolder">Where state is kept; null for memory.</param>
    /// <param name="limits">Lines of the table of the component's limits.</param>
    /// <param name="options">Changes how the app is run.</param>
    /// <param name="variables">The app's variables, all of which the component has.</param>
    /// <param name="appName">The name of the app.</param>
    /// <param name="guest">The guest that runs the scripts: <c>script</c>, or <c>script3</c>, which is one of WASI 0.3.</param>
    public static async Task<ScriptApp> StartAsync(
        string componentLines,
        string runtimeConfig = "",
        string? stateFolder = null,
        string limits = "",
        Func<AppRuntimeOptions, AppRuntimeOptions>? options = null,
        Dictionary<string, string>? variables = null,
        string appName = "test-app",
        string guest = "script")
    {
        string manifest = $$"""
            [variables]
            greeting = { default = "Hello" }
            {{Lines(v => $"{v.Key} = {{ default = '{v.Value}' }}")}}

            [[trigger.http]]
            route = "/..."
            component = "script"

            [component.script]
            source = '{{Guests.Require($"tests/guests/{guest}/{guest}.wasm")}}'
            {{componentLines}}

            [component.script.variables]
            greeting = "{{ "{{ greeting }}" }}"
            {{Lines(v => $"{v.Key} = \"{{{{ {v.Key} }}}}\"")}}

            [component.script.tool.whorl.limits]
            {{limits}}
            """;
        RuntimeConfig config = RuntimeConfigReader.Parse(runtimeConfig, stateFolder ?? Path.GetTempPath(), "runtime-config.toml");
        return new ScriptApp(await ServedApp.StartAsync(manifest, options: o =>
        {
            AppRuntimeOptions set = o with { Config = config, StateFolder = stateFolder };
            return options?.Invoke(set) ?? set;
        }, appName: appName));

        string Lines(Func<KeyValuePair<string, string>, string> line) => string.Join('\n', (variables ?? []).Select(line));
    }

    /// <summary>Runs a script in a fresh instance.</summary>
    /// <returns>What it returned, as JSON text.</returns>
    public async Task<string> RunAsync(string script)
    {
        JsonNode answer = await AnswerAsync(script);
        return answer["error"] is { } error
            ? throw new InvalidOperationException($"The script failed: {error}")
            : Format(answer["ok"]);
    }

    /// <summary>Runs a script of the folder of cases, and compares what it returns with what stands beside it.</summary>
    public async Task CheckAsync(string file)
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "cases");
        string script = await File.ReadAllTextAsync(Path.Combine(folder, file));
        string expected = Format(JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, Path.ChangeExtension(file, ".json")))));
        Assert.Equal(expected, await RunAsync(script));
    }

    /// <summary>The cases of a folder, as names of their scripts.</summary>
    public static TheoryData<string> CasesOf(string folder) =>
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "cases", folder), "*.js").Select(f => $"{folder}/{Path.GetFileName(f)}").Order(StringComparer.Ordinal)];

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<JsonNode> AnswerAsync(string script)
    {
        using var content = new StringContent(script, Encoding.UTF8, "text/javascript");
        using HttpResponseMessage response = await _app.Client.PostAsync(new Uri("/", UriKind.Relative), content);
        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}\n{string.Join('\n', Log.Lines)}");
        return (await response.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    private static string Format(JsonNode? node) => node?.ToJsonString(s_indented) ?? "null";
}
