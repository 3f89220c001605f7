using System.Diagnostics;
using System.Net.Http.Headers;
using Whorl.Apps.Diagnostics;
using Whorl.Apps.Model;
using Whorl.Apps.Registries;

namespace Whorl.Apps.Tests.Registries;

/// <summary>Passwords that programs keep for Docker, as <c>config.json</c> says.</summary>
public sealed class CredentialHelperTests : IDisposable
{
    private const string Found = """{ "ServerURL": "x", "Username": "reader", "Secret": "sesame" }""";
    private const string Wrong = """{ "ServerURL": "x", "Username": "reader", "Secret": "not-so" }""";

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{ "credHelpers": { "HOST": "good" } }""")]
    [InlineData("""{ "credHelpers": { "HOST": "good", "other.example.com": "absent" }, "credsStore": "bad", "auths": { "HOST": { "auth": "bm86Ym9keQ==" } } }""")]
    [InlineData("""{ "credsStore": "good", "auths": { "HOST": {} } }""")]
    [InlineData("""{ "credsStore": "good", "auths": { "HOST": { "auth": "bm86Ym9keQ==" } }, "credHelpers": { "other.example.com": "absent" } }""")]
    [InlineData("""{ "credsStore": "none", "auths": { "HOST": { "auth": "cmVhZGVyOnNlc2FtZQ==" } } }""")]
    [InlineData("""{ "credsStore": "absent", "credHelpers": { "HOST": "" }, "auths": { "HOST": { "auth": "cmVhZGVyOnNlc2FtZQ==" } } }""")]
    public async Task Registry_WithUsers_IsToldWhatTheHelperKeeps(string docker)
    {
        using DockerRegistry guarded = await DockerRegistry.StartWithUserAsync();
        await guarded.PushAsync("acme/maths", "1.0.0", "content"u8.ToArray());
        WriteHelpers(guarded.Host);

        Assert.NotNull(await FindAsync(docker, guarded.Host));
    }

    [Theory]
    [InlineData("none", "lets only users that it knows read acme/maths", "Run `docker login HOST`")]
    [InlineData("bad", "does not let the user read acme/maths", "Run `docker login HOST`")]
    [InlineData("absent", "there is no program docker-credential-absent on the PATH", "take it out of CONFIG")]
    [InlineData("absent", "`HOST` of `credHelpers` in CONFIG names the credential helper \"absent\"", "Install it")]
    [InlineData("../good", "names the credential helper \"../good\", which is no name of a program", "as \"pass\"")]
    [InlineData("failing", "docker-credential-failing, which `HOST` of `credHelpers` in CONFIG names, ended with exit code 3", "Run `echo HOST | docker-credential-failing get`")]
    [InlineData("babbling", "did not answer with JSON that has a `Username` and a `Secret`", "docker-credential-babbling get`")]
    [InlineData("partial", "did not answer with JSON that has a `Username` and a `Secret`", "docker-credential-partial get`")]
    [InlineData("pouring", "gave an answer of 65536 bytes or more", "docker-credential-pouring get`")]
    [InlineData("no-program", "cannot be started", "docker-credential-no-program get`")]
    [InlineData("identity", "wants a user name and a password to read acme/maths, and what is kept for it is an identity token", "docker login")]
    public async Task Helper_ThatDoesNotHelp_IsNamed_AndNothingSecretIs(string helper, string expected, string remedy)
    {
        using DockerRegistry guarded = await DockerRegistry.StartWithUserAsync();
        WriteHelpers(guarded.Host);

        var failure = await Assert.ThrowsAsync<RegistryException>(
            () => FindAsync($$"""{ "credHelpers": { "HOST": "{{helper}}" } }""", guarded.Host));

        Assert.Contains(Filled(expected, guarded.Host), failure.Message, StringComparison.Ordinal);
        Assert.Contains(Filled(remedy, guarded.Host), failure.Remedy, StringComparison.Ordinal);
        Assert.DoesNotMatch("sesame|not-so|left-by", failure.Message + failure.Remedy);
    }

    [Fact]
    public async Task Store_ThatIsAbsent_IsNamedByItsKey()
    {
        using DockerRegistry guarded = await DockerRegistry.StartWithUserAsync();

        var failure = await Assert.ThrowsAsync<RegistryException>(() => FindAsync("""{ "credsStore": "absent" }""", guarded.Host));

        Assert.Equal(DiagnosticCode.UnknownRegistry, failure.Code);
        Assert.StartsWith($"`credsStore` in {ConfigFile} names the credential helper \"absent\"", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Helper_IsNotAsked_ForARegistryThatAnybodyMayRead()
    {
        using DockerRegistry open = await DockerRegistry.StartAsync();
        await open.PushAsync("acme/maths", "1.0.0", "content"u8.ToArray());

        Assert.NotNull(await FindAsync("""{ "credsStore": "absent" }""", open.Host));
    }

    [Theory]
    [InlineData("""{ "credsStore": "identity" }""")]
    [InlineData("""{ "auths": { "HOST": { "identitytoken": "left-by-a-login" } } }""")]
    public async Task IdentityToken_GetsATokenForTheRegistry(string docker)
    {
        using var tokens = new TokenServer();
        using DockerRegistry guarded = await DockerRegistry.StartAsync(tokens.ConfigurationIn);
        guarded.Authorization = new AuthenticationHeaderValue("Bearer", tokens.TokenFor("acme/maths"));
        await guarded.PushAsync("acme/maths", "1.0.0", "content"u8.ToArray());
        WriteHelpers(guarded.Host);

        Assert.NotNull(await FindAsync(docker, guarded.Host));
        Assert.DoesNotContain(tokens.Asked, asked => asked.Contains(TokenServer.IdentityToken, StringComparison.Ordinal));
    }

    [Fact]
    public async Task IdentityToken_ThatIsNotTaken_LeavesWhatAnybodyMayRead()
    {
        using var tokens = new TokenServer();
        using DockerRegistry guarded = await DockerRegistry.StartAsync(tokens.ConfigurationIn);
        const string Stale = """{ "auths": { "HOST": { "identitytoken": "stale" } } }""";
        foreach (string space in (string[])["open", "closed"])
        {
            guarded.Authorization = new AuthenticationHeaderValue("Bearer", tokens.TokenFor($"{space}/maths"));
            await guarded.PushAsync($"{space}/maths", "1.0.0", "content"u8.ToArray());
        }

        Assert.NotNull(await FindAsync(Stale, guarded.Host, "open:maths"));
        var failure = await Assert.ThrowsAsync<RegistryException>(() => FindAsync(Stale, guarded.Host, "closed:maths"));
        Assert.Contains($"gives no token to read closed/maths in {guarded.Host}: it answered 401", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Helper_ThatDoesNotAnswer_IsWaitedForNoLonger()
    {
        WriteHelper("slow", "exec sleep 600");
        var helper = new CredentialHelper("slow", ConfigFile, "`credsStore`") { Patience = TimeSpan.FromMilliseconds(50) };

        var failure = await Assert.ThrowsAsync<RegistryException>(() => helper.GetAsync(Registry, Environment, CancellationToken.None));

        Assert.Contains("did not answer within 0.05 seconds when asked for registry.example.com", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Helper_IsEnded_WhenNobodyWaitsForIt()
    {
        string pidFile = Path.Combine(_folder.Path, "pid");
        WriteHelper("slow", $"echo $$ > '{pidFile}.new'; mv '{pidFile}.new' '{pidFile}'; exec sleep 600");
        using var cancellation = new CancellationTokenSource();
        Task<Credentials?> asked = new CredentialHelper("slow", ConfigFile, "`credsStore`") { Patience = TimeSpan.FromMinutes(5) }
            .GetAsync(Registry, Environment, cancellation.Token);
        while (!File.Exists(pidFile))
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        using var process = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(pidFile, TestContext.Current.CancellationToken), null));
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    private static RegistryAddress Registry => RegistryAddress.TryParse("registry.example.com", out RegistryAddress? registry) ? registry : throw new UnreachableException();

    private string ConfigFile => Path.Combine(_folder.Path, "docker.json");

    private string? Environment(string name) => name == "PATH" ? $"relative:{_folder.Path}/absent:{_folder.Path}" : null;

    private string Filled(string text, string host) => text.Replace("HOST", host, StringComparison.Ordinal).Replace("CONFIG", ConfigFile, StringComparison.Ordinal);

    private void WriteHelpers(string host)
    {
        string asExpected = $"""read -r server; [ "$1" = get ] && [ "$server" = '{host}' ] || exit 9""";
        WriteHelper("good", $"{asExpected}; echo '{Found}'");
        WriteHelper("bad", $"{asExpected}; echo '{Wrong}'");
        WriteHelper("none", $"{asExpected}; echo 'credentials not found in native keychain'; exit 1");
        WriteHelper("identity", $$"""{{asExpected}}; echo '{ "ServerURL": "x", "Username": "<token>", "Secret": "{{TokenServer.IdentityToken}}" }'""");
        WriteHelper("failing", $"echo '{Found}'; echo sesame >&2; exit 3");
        WriteHelper("babbling", "echo reader sesame");
        WriteHelper("partial", """echo '{ "Secret": "sesame" }'""");
        WriteHelper("pouring", "exec yes sesame");
        _folder.Write("docker-credential-no-program", "");
    }

    private void WriteHelper(string name, string script)
    {
        string file = _folder.Write($"docker-credential-{name}", $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private async Task<PackageRelease> FindAsync(string docker, string host, string package = "acme:maths")
    {
        await File.WriteAllTextAsync(ConfigFile, Filled(docker, host));
        using var registries = new PackageRegistries(new PackageRegistryOptions
        {
            ConfigFile = Path.Combine(_folder.Path, "config.toml"),
            DockerConfigFile = ConfigFile,
            Environment = Environment,
        });
        return await registries.FindAsync(new ComponentSource.Registered(host, package, "^1") { IsRequirement = true }, TestContext.Current.CancellationToken);
    }
}
