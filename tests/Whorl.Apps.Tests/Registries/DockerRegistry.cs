using System.Diagnostics;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Whorl.Apps.Tests.Registries;

/// <summary>The registry of the Debian package <c>docker-registry</c>, on a free port of the loopback address.</summary>
internal sealed partial class DockerRegistry : IDisposable
{
    public const string ComponentType = "application/wasm";

    // The password is kept as bcrypt has it: "sesame".
    private const string User = "reader:$2y$05$abcdefghijklmnopqrstuuKcS.CYWVYVaLiiCKrrc0A5s3mGesJ9O\n";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }, disposeHandler: true);
    private readonly DirectoryInfo _folder;
    private readonly Process _process;

    private DockerRegistry(DirectoryInfo folder, Process process, string host)
    {
        _folder = folder;
        _process = process;
        Host = host;
    }

    /// <summary>Host and port.</summary>
    public string Host { get; }

    /// <summary>Sent with what is pushed.</summary>
    public AuthenticationHeaderValue? Authorization { get; set; }

    public static Task<DockerRegistry> StartAsync() => StartAsync(_ => "");

    /// <summary>Starts one that lets in nobody but the user <c>reader</c>, whose password is <c>sesame</c>.</summary>
    public static async Task<DockerRegistry> StartWithUserAsync()
    {
        DockerRegistry registry = await StartAsync(folder =>
        {
            File.WriteAllText(Path.Combine(folder, "users"), User);
            return $"auth: {{ htpasswd: {{ realm: test, path: {folder}/users }} }}";
        });
        registry.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String("reader:sesame"u8));
        return registry;
    }

    /// <summary>Starts one.</summary>
    /// <param name="auth">Lines of its configuration that say whom it lets in; given a folder that goes with the registry.</param>
    public static async Task<DockerRegistry> StartAsync(Func<string, string> auth)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("whorl-registry-");
        string config = Path.Combine(folder.FullName, "config.yml");
        await File.WriteAllTextAsync(config, $$"""
            version: 0.1
            log: { level: info, formatter: text }
            storage: { filesystem: { rootdirectory: {{folder.FullName}}/data } }
            http: { addr: "127.0.0.1:0" }
            {{auth(folder.FullName)}}
            """);
        var process = Process.Start(new ProcessStartInfo("docker-registry", ["serve", config]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var said = new StringBuilder();
        var address = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, e) =>
        {
            said.AppendLine(e.Data);
            if (Listening().Match(e.Data ?? "") is { Success: true } match)
            {
                address.TrySetResult(match.Groups[1].Value);
            }
            else if (e.Data is null)
            {
                address.TrySetException(new InvalidOperationException($"docker-registry ended. It said:\n{said}"));
            }
        };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return new DockerRegistry(folder, process, await address.Task.WaitAsync(s_patience));
    }

    /// <summary>Pushes a version of a package: a manifest with one layer.</summary>
    /// <returns>The layer's SHA-256.</returns>
    public async Task<string> PushAsync(string repository, string version, byte[] content, string type = ComponentType)
    {
        const string manifestType = "application/vnd.oci.image.manifest.v1+json";
        var manifest = new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = manifestType,
            ["config"] = await PushBlobAsync(repository, "{}"u8.ToArray(), "application/vnd.wasm.config.v0+json"),
            ["layers"] = new JsonArray(await PushBlobAsync(repository, content, type)),
        };
        using var body = new StringContent(manifest.ToJsonString(), MediaTypeHeaderValue.Parse(manifestType));
        using HttpResponseMessage response = await SendAsync(HttpMethod.Put, new Uri($"http://{Host}/v2/{repository}/manifests/{version}"), body);
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }

    /// <summary>The file that holds a layer.</summary>
    public string FileOf(string digest) =>
        Path.Combine(_folder.FullName, "data/docker/registry/v2/blobs/sha256", digest[..2], digest, "data");

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
        _http.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<JsonObject> PushBlobAsync(string repository, byte[] content, string type)
    {
        string digest = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content));
        using HttpResponseMessage opened = await SendAsync(HttpMethod.Post, new Uri($"http://{Host}/v2/{repository}/blobs/uploads/"), null);
        string place = opened.Headers.Location!.ToString();
        using var body = new ByteArrayContent(content);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using HttpResponseMessage done = await SendAsync(HttpMethod.Put, new Uri($"{place}&digest={digest}"), body);
        return new JsonObject { ["mediaType"] = type, ["digest"] = digest, ["size"] = content.Length };
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri url, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, url) { Content = content };
        request.Headers.Authorization = Authorization;
        HttpResponseMessage response = await _http.SendAsync(request);
        string said = response.IsSuccessStatusCode ? "" : await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{method} {url}: {response.StatusCode} {said}");
        return response;
    }

    [GeneratedRegex(@"listening on (127\.0\.0\.1:\d+)")]
    private static partial Regex Listening();
}
