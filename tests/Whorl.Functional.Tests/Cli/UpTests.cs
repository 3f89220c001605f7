using System.Net;
using System.Text.Json;
using Whorl.Functional.Tests.Infrastructure;

namespace Whorl.Functional.Tests.Cli;

/// <summary><c>whorl up</c> as scripts and people see it. The words on standard output are those of Spin.</summary>
public sealed class UpTests
{
    private static readonly string s_hello = Path.Combine(Guests.Root, "samples/hello");

    [Fact]
    public async Task Up_PrintsWhereItServesAndTheRoutes_ThenServesUntilItIsTold()
    {
        using WhorlProcess whorl = WhorlProcess.Start(s_hello, "up", "--listen", "127.0.0.1:0", "--log-dir", "");

        List<string> lines = await whorl.ReadLinesUntilAsync("  hello: ");

        Assert.Equal("", lines[0]);
        Assert.Matches(@"^Serving http://127\.0\.0\.1:\d+$", lines[1]);
        string baseUrl = lines[1]["Serving ".Length..];
        Assert.Equal(["Available Routes:", $"  hello: {baseUrl}/ (wildcard)"], lines[2..]);
        using var client = new HttpClient(new SocketsHttpHandler(), disposeHandler: true);
        Assert.Contains("You asked for /some/path", await client.GetStringAsync(new Uri(baseUrl + "/some/path")), StringComparison.Ordinal);

        await whorl.TerminateAsync();
        (int exitCode, string output, string error) = await whorl.EndAsync();
        Assert.Equal(0, exitCode);
        Assert.Equal("", output);
        Assert.Equal("", error);
    }

    [Fact]
    public async Task Up_WithAServerOfHttp2ThatIsNone_SaysSo()
    {
        using WhorlProcess whorl = WhorlProcess.Start(s_hello, [new("SPIN_OUTBOUND_H2C_PRIOR_KNOWLEDGE", "a server:80")], ["up", "--listen", "127.0.0.1:0", "--log-dir", ""]);

        (int exitCode, string output, string error) = await whorl.EndAsync();

        Assert.Equal((1, "", "Error: SPIN_OUTBOUND_H2C_PRIOR_KNOWLEDGE is a server:80, which is not a server.\nHint: Write HOST:PORT.\n"), (exitCode, output, error));
    }

    [Fact]
    public async Task Up_WithAVaultThatIsNotThere_ServesAndSaysSo()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("whorl-test-");
        string manifest = $$"""
            spin_manifest_version = 2
            application.name = "vaulted"
            variables.token = { required = true }
            [[trigger.http]]
            route = "/..."
            component = "fixture"
            [component.fixture]
            source = '{{Guests.Fixture}}'
            """;
        const string Config = "[[variables_provider]]\ntype = 'vault'\nurl = 'http://127.0.0.1:1'\ntoken = 'hush'\nmount = 'kv'";
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "spin.toml"), manifest, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "runtime.toml"), Config, TestContext.Current.CancellationToken);
        using (WhorlProcess whorl = WhorlProcess.Start(folder.FullName, "up", "--listen", "127.0.0.1:0", "--log-dir", "", "--runtime-config-file", "runtime.toml"))
        {
            await whorl.ReadLinesUntilAsync("Serving ");

            Assert.Equal(
                "Warning: Cannot be used: variables of app `vaulted`: Vault at 127.0.0.1:1 has no value for `token`: it cannot be reached: Connection refused. Check that it runs and is unsealed, "
                + "and `url`, `token`, `mount` and `prefix` of its [[variables_provider]] (type = \"vault\") in the runtime configuration.",
                await whorl.ErrorLineAsync("Cannot be used"));
            await whorl.TerminateAsync();
            Assert.Equal(0, (await whorl.EndAsync()).ExitCode);
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Up_InJson_PrintsOneDocument()
    {
        using WhorlProcess whorl = WhorlProcess.Start(Guests.Root, "up", "samples/hello", "--listen", "127.0.0.1:0", "--log-dir", "", "--format", "json");

        List<string> lines = await whorl.ReadLinesUntilAsync("}");

        using var document = JsonDocument.Parse(string.Concat(lines));
        Assert.StartsWith("http://127.0.0.1:", document.RootElement.GetProperty("base_url").GetString(), StringComparison.Ordinal);
        JsonElement route = Assert.Single(document.RootElement.GetProperty("routes").EnumerateArray());
        Assert.Equal("hello", route.GetProperty("id").GetString());
        Assert.Equal("/", route.GetProperty("route").GetString());
        Assert.True(route.GetProperty("wildcard").GetBoolean());
    }

    [Fact]
    public async Task Up_WithMiddleware_ServesTheChain()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("whorl-test-");
        string manifest = $$"""
            spin_manifest_version = 2
            application.name = "chain"
            [[trigger.http]]
            route = "/..."
            component = "service"
            dependencies.middleware = [{ path = '{{Guests.Require("tests/guests/middleware/middleware.wasm")}}' }]
            [component.service]
            source = '{{Guests.Require("tests/guests/service/service.wasm")}}'
            """;
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "spin.toml"), manifest, TestContext.Current.CancellationToken);
        using (WhorlProcess whorl = WhorlProcess.Start(folder.FullName, "up", "--listen", "127.0.0.1:0", "--log-dir", ""))
        {
            List<string> lines = await whorl.ReadLinesUntilAsync("  service: ");
            string baseUrl = lines.Single(l => l.StartsWith("Serving ", StringComparison.Ordinal))["Serving ".Length..];
            using var client = new HttpClient(new SocketsHttpHandler(), disposeHandler: true);
            using HttpResponseMessage response = await client.GetAsync(new Uri(baseUrl + "/places"), TestContext.Current.CancellationToken);
            Assert.Equal("1", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.Equal(["1:0"], response.Headers.GetValues("x-way"));
        }

        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("october", "Hello from October\n")]
    [InlineData("november", "Hello from November\n")]
    [InlineData("inbound", "0 /hello")]
    public async Task Up_WithAComponentOfAnOldInterface_ServesIt(string guest, string expected)
    {
        string file = Guests.Require($"tests/guests/{guest}/{guest}.wasm");
        using WhorlProcess whorl = WhorlProcess.Start(s_hello, "up", "-f", file, "--listen", "127.0.0.1:0", "--log-dir", "");

        List<string> lines = await whorl.ReadLinesUntilAsync("  ");

        string baseUrl = lines.Single(l => l.StartsWith("Serving ", StringComparison.Ordinal))["Serving ".Length..];
        using var client = new HttpClient(new SocketsHttpHandler(), disposeHandler: true);
        Assert.Equal(expected, await client.GetStringAsync(new Uri(baseUrl + "/hello"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Up_WithABareComponent_ServesItOnEveryPath()
    {
        using WhorlProcess whorl = WhorlProcess.Start(s_hello, "up", "-f", "hello.wasm", "--listen", "127.0.0.1:0");

        List<string> lines = await whorl.ReadLinesUntilAsync("  ");

        string baseUrl = lines.Single(l => l.StartsWith("Serving ", StringComparison.Ordinal))["Serving ".Length..];
        using var client = new HttpClient(new SocketsHttpHandler(), disposeHandler: true);
        Assert.Contains("/x", await client.GetStringAsync(new Uri(baseUrl + "/x")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_OnAPortInUse_FailsAndSaysWhatToDo()
    {
        await using ServedApp other = await ServedApp.FixtureAsync();
        using WhorlProcess whorl = WhorlProcess.Start(s_hello, "up", "--listen", other.Address.ToString(), "--log-dir", "");

        (int exitCode, string output, string error) = await whorl.EndAsync();

        Assert.Equal(1, exitCode);
        Assert.Equal("", output);
        Assert.Equal(
            $"Error: {other.Address} is already in use. To have Whorl search for a free port, use the --find-free-port option.\n", error);
    }

    [Fact]
    public async Task Up_Stopped_FinishesWhatIsUnderWay()
    {
        using var server = new HeldServer();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("whorl-test-");
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "spin.toml"),
            $"""
            spin_manifest_version = 2
            [application]
            name = "drain"
            [[trigger.http]]
            route = "/..."
            component = "fixture"
            [component.fixture]
            source = '{Guests.Fixture}'
            allowed_outbound_hosts = ["http://{server.Authority}"]
            """);
        using WhorlProcess whorl = WhorlProcess.Start(folder.FullName, "up", "--listen", "127.0.0.1:0");
        string baseUrl = (await whorl.ReadLinesUntilAsync("Serving ")).Last()["Serving ".Length..];
        using var client = new HttpClient(new SocketsHttpHandler(), disposeHandler: true);
        Task<string> underWay = client.GetStringAsync(new Uri($"{baseUrl}/fetch/{server.Authority}/"));
        await server.ReceivedAsync(1);

        await whorl.TerminateAsync();
        await RefusedAsync(new Uri(baseUrl));
        server.Release();

        Assert.Equal("released", await underWay);
        Assert.Equal(0, (await whorl.EndAsync()).ExitCode);
        Assert.True(Directory.Exists(Path.Combine(folder.FullName, ".spin/logs")));
        folder.Delete(recursive: true);
    }

    private static async Task RefusedAsync(Uri url)
    {
        while (true)
        {
            using RawConnectionAttempt attempt = await RawConnectionAttempt.MakeAsync(new IPEndPoint(IPAddress.Parse(url.Host), url.Port));
            if (attempt.Error != default)
            {
                return;
            }
        }
    }
}
