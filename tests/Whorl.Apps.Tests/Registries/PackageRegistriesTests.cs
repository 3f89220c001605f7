using System.Net.Http.Headers;
using Whorl.Apps.Diagnostics;
using Whorl.Apps.Loading;
using Whorl.Apps.Model;
using Whorl.Apps.Registries;

namespace Whorl.Apps.Tests.Registries;

/// <summary>Gets packages from a real registry on the loopback address.</summary>
public sealed class PackageRegistriesTests(OpenRegistry registry) : IClassFixture<OpenRegistry>, IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal);

    private string ConfigFile => Path.Combine(_folder.Path, "config.toml");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("^1.0", "1.10.0")]
    [InlineData("1.2", "1.10.0")]
    [InlineData("~1.2", "1.2.3")]
    [InlineData("=1.0.0", "1.0.0")]
    [InlineData("<1.2", "1.0.0")]
    [InlineData("*", "2.0.0")]
    [InlineData(">=2.1.0-rc.1", "2.1.0-rc.1")]
    public async Task Requirement_IsMetByTheGreatestVersion(string requirement, string expected)
    {
        Assert.Equal(expected, await GetAsync(registry.Host, requirement));
    }

    [Fact]
    public async Task Version_ThatIsExact_IsThatOne()
    {
        Assert.Equal("1.2.3", await GetAsync(new ComponentSource.Registered(registry.Host, "acme:maths", "1.2.3")));
    }

    [Theory]
    [InlineData("^3", true, "there is no version ^3 at {0}/acme/maths; the latest are 2.1.0-rc.1, 2.0.0, 1.10.0, 1.2.3, 1.0.0")]
    [InlineData("1.2.4", false, "there is no version 1.2.4 at {0}/acme/maths; the latest are 2.1.0-rc.1")]
    public async Task Version_ThatIsNotThere_IsNamedBesideThoseThatAre(string version, bool isRequirement, string expected)
    {
        Diagnostic problem = await FailAsync(new ComponentSource.Registered(registry.Host, "acme:maths", version) { IsRequirement = isRequirement });
        Assert.Equal(DiagnosticCode.UnavailableSource, problem.Code);
        Assert.Contains(string.Format(null, expected, registry.Host), problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Package_ThatIsNotThere_IsNamed(bool isRequirement)
    {
        Diagnostic problem = await FailAsync(new ComponentSource.Registered(registry.Host, "acme:gone", "1.0.0") { IsRequirement = isRequirement });
        Assert.Contains($"cannot get the Wasm file of component `a`, acme:gone@1.0.0 from {registry.Host}: there is no package `acme:gone` at {registry.Host}/acme/gone", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Content_IsKeptByItsDigest_AndNotAskedForAgain()
    {
        string digest = await registry.Server.PushAsync("acme/kept", "1.0.0", "kept"u8.ToArray());
        string path = await GetPathAsync(Package(registry.Host, "^1", "acme:kept"));
        Assert.Equal(digest + ".wasm", Path.GetFileName(path));

        File.Delete(registry.Server.FileOf(digest));
        Assert.Equal(path, await GetPathAsync(Package(registry.Host, "^1", "acme:kept")));
    }

    [Fact]
    public async Task Content_OfAnotherDigest_IsRefused()
    {
        string digest = await registry.Server.PushAsync("acme/changed", "1.0.0", "changed"u8.ToArray());
        await File.WriteAllTextAsync(registry.Server.FileOf(digest), "chanqed");
        Diagnostic problem = await FailAsync(Package(registry.Host, "^1", "acme:changed"));
        Assert.Contains($"but the registry says sha256:{digest}", problem.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_folder.Path, "store")));
    }

    [Fact]
    public async Task Artifact_WithoutAComponent_IsRefused_AndItsTypesNamed()
    {
        await registry.Server.PushAsync("acme/text", "1.0.0", "text"u8.ToArray(), "text/plain");
        Diagnostic problem = await FailAsync(Package(registry.Host, "^1", "acme:text"));
        Assert.Contains("its layers are of the types text/plain, and none is application/wasm", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Registry_ThatSaysWhereItsPackagesAre_IsFollowed()
    {
        await registry.Server.PushAsync("prefix/acme/maths", "1.0.0", "content"u8.ToArray());
        using var host = new StubServer(_ => (200, "application/json", $$"""{ "preferredProtocol": "oci", "oci": { "registry": "{{registry.Host}}", "namespacePrefix": "prefix/" } }"""));
        Assert.Equal("content", await GetAsync(host.Host, "^1"));
        Assert.Equal(["/.well-known/wasm-pkg/registry.json"], host.Asked);
    }

    [Theory]
    [InlineData("default_registry = \"{0}\"")]
    [InlineData("[namespace_registries]\nacme = \"{0}\"")]
    [InlineData("default_registry = \"127.0.0.1:1\"\n[package_registry_overrides]\n\"acme:maths\" = \"{0}\"")]
    [InlineData("[namespace_registries]\nacme = {{ registry = \"any.example.com\", metadata = {{ preferredProtocol = \"oci\", oci = {{ registry = \"{0}\" }} }} }}")]
    public async Task Package_WithoutARegistry_ComesFromTheConfiguredOne(string config)
    {
        await File.WriteAllTextAsync(ConfigFile, string.Format(null, config, registry.Host));
        Assert.Equal("1.2.3", await GetAsync(null, "~1.2"));
    }

    [Fact]
    public async Task Package_WithoutARegistryAnywhere_SaysWhatToWrite()
    {
        Diagnostic problem = await FailAsync(Package(null, "^1"));
        Assert.Equal(DiagnosticCode.UnknownRegistry, problem.Code);
        Assert.Contains($"no registry is named for it, and {ConfigFile} is not there", problem.Message, StringComparison.Ordinal);
        Assert.Contains($"write default_registry = \"<host>\" in {ConfigFile}", problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Local_Registry_IsAFolder()
    {
        string expected = _folder.Write("packages/acme/maths/1.2.0.wasm", "content");
        _folder.Write("packages/acme/maths/1.1.0.wasm", "older");
        await File.WriteAllTextAsync(ConfigFile, $"default_registry = \"here\"\n[registry.here.local]\nroot = \"{_folder.Path}/packages\"");
        Assert.Equal(expected, await GetPathAsync(Package(null, "^1")));
    }

    [Theory]
    [InlineData("[registry.\"{0}\".oci]\nauth = {{ username = \"reader\", password = \"sesame\" }}", "{{}}")]
    [InlineData("[registry.\"{0}\".oci]\nauth = \"cmVhZGVyOnNlc2FtZQ\"", "{{}}")]
    [InlineData("", "{{ \"auths\": {{ \"{0}\": {{ \"auth\": \"cmVhZGVyOnNlc2FtZQ==\" }} }} }}")]
    [InlineData("", "{{ \"auths\": {{ \"https://{0}\": {{ \"username\": \"reader\", \"password\": \"sesame\" }} }} }}")]
    public async Task Registry_WithUsers_IsToldWhoAsks(string config, string docker)
    {
        using DockerRegistry guarded = await DockerRegistry.StartWithUserAsync();
        await guarded.PushAsync("acme/maths", "1.0.0", "content"u8.ToArray());
        await WriteConfigurationsAsync(config, docker, guarded.Host);
        Assert.Equal("content", await GetAsync(guarded.Host, "^1"));
    }

    [Theory]
    [InlineData("", "lets only users that it knows read acme/maths")]
    [InlineData("[registry.\"{0}\".oci]\nauth = {{ username = \"reader\", password = \"open\" }}", "does not let the user read acme/maths")]
    public async Task Registry_WithUsers_LetsNobodyElseIn(string config, string expected)
    {
        using DockerRegistry guarded = await DockerRegistry.StartWithUserAsync();
        await WriteConfigurationsAsync(config, "{{}}", guarded.Host);
        Diagnostic problem = await FailAsync(Package(guarded.Host, "^1"));
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
        Assert.Contains($"Run `docker login {guarded.Host}`", problem.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("open", problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("open", "{{}}")]
    [InlineData("closed", "{{ \"auths\": {{ \"{0}\": {{ \"auth\": \"cmVhZGVyOnNlc2FtZQ==\" }} }} }}")]
    [InlineData("open", "{{ \"auths\": {{ \"{0}\": {{ \"auth\": \"bm86Ym9keQ==\" }} }} }}")]
    public async Task Registry_ThatWantsAToken_GetsOne(string space, string docker)
    {
        using var tokens = new TokenServer();
        using DockerRegistry guarded = await DockerRegistry.StartAsync(tokens.ConfigurationIn);
        await PushWithTokenAsync(guarded, tokens, $"{space}/maths");
        await WriteConfigurationsAsync("", docker, guarded.Host);
        Assert.Equal("content", await GetAsync(new ComponentSource.Registered(guarded.Host, $"{space}:maths", "^1") { IsRequirement = true }));
        Assert.All(tokens.Asked, asked => Assert.Contains($"scope=repository%3A{space}%2Fmaths%3Apull", asked, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Registry_ThatWantsAToken_AndDoesNotGiveOne_IsNamed()
    {
        using var tokens = new TokenServer();
        using DockerRegistry guarded = await DockerRegistry.StartAsync(tokens.ConfigurationIn);
        Diagnostic problem = await FailAsync(Package(guarded.Host, "^1"));
        Assert.Contains($"gives no token to read acme/maths in {guarded.Host}: it answered 401", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_InTheEnvironment_IsUsed()
    {
        using var tokens = new TokenServer();
        using DockerRegistry guarded = await DockerRegistry.StartAsync(tokens.ConfigurationIn);
        await PushWithTokenAsync(guarded, tokens, "acme/maths");
        _environment[$"WKG_REGISTRY_{guarded.Host.Replace('.', '_').Replace(':', '_')}_AUTH_BEARER"] = tokens.TokenFor("acme/maths");
        Assert.Equal("content", await GetAsync(guarded.Host, "^1"));
        Assert.Empty(tokens.Asked);
    }

    [Theory]
    [InlineData("not a host/", "\"not a host/\" is no registry")]
    [InlineData("user@example.com", "\"user@example.com\" is no registry")]
    public async Task Registry_ThatIsNoHost_IsRefused(string host, string expected) =>
        Assert.Contains(expected, (await FailAsync(Package(host, "^1"))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(503, "text/plain", "", "answered 503 when asked for .well-known/wasm-pkg/registry.json")]
    [InlineData(200, "application/json", "{", ".well-known/wasm-pkg/registry.json of {0} is not understood")]
    [InlineData(200, "application/json", """{ "preferredProtocol": "warg", "warg": {} }""", "{0} speaks the protocol `warg`, which is not known")]
    [InlineData(200, "application/json", """{ "oci": { "registry": "a/b" } }""", "{0} names \"a/b\" as its OCI registry, which is no host")]
    public async Task Metadata_ThatIsWrong_IsExplained(int status, string type, string body, string expected)
    {
        using var server = new StubServer(_ => (status, type, body));
        Assert.Contains(string.Format(null, expected, server.Host), (await FailAsync(Package(server.Host, "^1"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Versions_OnSeveralPages_AreAllSeen()
    {
        using var server = new StubServer(context =>
        {
            switch (context.Request.RawUrl)
            {
                case "/v2/acme/maths/tags/list":
                    context.Response.AddHeader("Link", "</v2/acme/maths/tags/list?last=x>; rel=\"next\"");
                    return (200, "application/json", """{ "tags": ["1.0.0", "latest"] }""");
                case "/v2/acme/maths/tags/list?last=x":
                    return (200, "application/json", """{ "tags": ["1.1.0"] }""");
                default:
                    return (404, "text/html", "");
            }
        });
        await FailAsync(Package(server.Host, "^1"));
        Assert.Contains("/v2/acme/maths/manifests/1.1.0", server.Asked);
    }

    [Theory]
    [InlineData("default_registry = 3", "`default_registry`")]
    [InlineData("default_registry = \"a b\"", "\"a b\" is no registry")]
    [InlineData("[registry.x.oci]\nauth = \"secret\"", "`auth` of `oci` of [registry.\"x\"] is not understood")]
    [InlineData("[registry.x.oci]\nprotocol = \"ftp\"", "`protocol` is \"ftp\"")]
    [InlineData("[registry.x.oci]\nextra_root_certificates = [{ data = \"x\" }]", "is no certificate")]
    [InlineData("default_registry = ", "config.toml:1:")]
    public async Task Configuration_ThatIsWrong_IsExplained(string config, string expected)
    {
        await File.WriteAllTextAsync(ConfigFile, config);
        Diagnostic problem = await FailAsync(Package("example.com", "^1"));
        Assert.Contains(expected, problem.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", problem.ToString(), StringComparison.Ordinal);
        Assert.Equal(ConfigFile, problem.File);
    }

    private static ComponentSource.Registered Package(string? host, string requirement, string name = "acme:maths") => new(host, name, requirement) { IsRequirement = true };

    private static async Task PushWithTokenAsync(DockerRegistry guarded, TokenServer tokens, string repository)
    {
        guarded.Authorization = new AuthenticationHeaderValue("Bearer", tokens.TokenFor(repository));
        await guarded.PushAsync(repository, "1.0.0", "content"u8.ToArray());
    }

    private async Task WriteConfigurationsAsync(string config, string docker, string host)
    {
        await File.WriteAllTextAsync(ConfigFile, string.Format(null, config, host));
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "docker.json"), string.Format(null, docker, host));
    }

    private Task<string> GetAsync(string? host, string requirement) => GetAsync(Package(host, requirement));

    private async Task<string> GetAsync(ComponentSource.Registered package) => await File.ReadAllTextAsync(await GetPathAsync(package));

    private async Task<Diagnostic> FailAsync(ComponentSource.Registered package) =>
        Assert.Single((await Assert.ThrowsAsync<AppException>(() => GetPathAsync(package))).Diagnostics);

    private async Task<string> GetPathAsync(ComponentSource.Registered package)
    {
        var component = new ComponentModel { Id = "a", Source = package };
        var app = new AppModel { Name = "test", Folder = _folder.Path, Components = [component], Triggers = [] };
        using var http = new HttpMessageInvoker(new SocketsHttpHandler());
        using var registries = new PackageRegistries(new PackageRegistryOptions
        {
            ConfigFile = ConfigFile,
            DockerConfigFile = Path.Combine(_folder.Path, "docker.json"),
            Environment = name => _environment.GetValueOrDefault(name),
        });
        return await new ComponentStore(http, registries, Path.Combine(_folder.Path, "store")).GetPathAsync(app, WasmRequest.Of(component), TestContext.Current.CancellationToken);
    }
}
