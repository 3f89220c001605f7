using Whorl.Apps.Diagnostics;
using Whorl.Apps.Registries;
using Whorl.Apps.Tests.Registries;
using Whorl.Functional.Tests.Infrastructure;

namespace Whorl.Functional.Tests.Loading;

/// <summary>Apps whose components, and what these depend on, come from a registry.</summary>
public sealed class PackageTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("whorl-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Dependency_OfAPackage_IsComposed()
    {
        using DockerRegistry registry = await DockerRegistry.StartAsync();
        await registry.PushAsync("test/grants", "1.0.4", await ReadAsync("grants"));
        await using ServedApp app = await StartAsync(
            $"""
            [[trigger.http]]
            route = "/..."
            component = "asker"

            [component.asker]
            source = '{Guests.Require("tests/guests/asker/asker.wasm")}'

            [component.asker.dependencies]
            "test:grants/check@1.0.0" = {"{"} version = "^1.0", registry = "{registry.Host}" {"}"}
            """);
        Assert.EndsWith("dependency variables=0 directories=0 denied\n", await app.GetTextAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ComponentAndMiddleware_OfTheDefaultRegistry_AreServed()
    {
        using DockerRegistry registry = await DockerRegistry.StartAsync();
        await registry.PushAsync("test/service", "2.1.0", await ReadAsync("service"));
        await registry.PushAsync("test/middleware", "0.3.1", await ReadAsync("middleware"));
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "config.toml"), $"default_registry = \"{registry.Host}\"");
        await using ServedApp app = await StartAsync(
            """
            [[trigger.http]]
            route = "/..."
            component = "service"
            dependencies.middleware = [{ package = "test:middleware", version = "~0.3" }]

            [component.service]
            source = { package = "test:service", version = "2.1.0" }
            """);
        using HttpResponseMessage response = await app.GetAsync("/places");
        Assert.Equal("1", await response.Content.ReadAsStringAsync());
        Assert.Equal(["1:0"], response.Headers.GetValues("x-way"));
    }

    [Fact]
    public async Task Package_ThatIsNoComponent_IsNamed()
    {
        using DockerRegistry registry = await DockerRegistry.StartAsync();
        await registry.PushAsync("test/text", "1.0.0", "no Wasm"u8.ToArray());
        var error = await Assert.ThrowsAsync<AppException>(() => StartAsync(
            $"""
            [[trigger.http]]
            route = "/..."
            component = "text"

            [component.text]
            source = {"{"} registry = "{registry.Host}", package = "test:text", version = "1.0.0" {"}"}
            """));
        Diagnostic problem = Assert.Single(error.Diagnostics);
        Assert.Equal(DiagnosticCode.InvalidComponent, problem.Code);
        Assert.Contains($"test:text@1.0.0 from {registry.Host} of component `text` is not a valid component", problem.Message, StringComparison.Ordinal);
    }

    private static Task<byte[]> ReadAsync(string guest) => File.ReadAllBytesAsync(Guests.Require($"tests/guests/{guest}/{guest}.wasm"));

    private Task<ServedApp> StartAsync(string manifest) => ServedApp.StartAsync(
        manifest,
        options: o => o with
        {
            CacheFolder = Path.Combine(_folder.FullName, "cache"),
            Registries = new PackageRegistryOptions
            {
                ConfigFile = Path.Combine(_folder.FullName, "config.toml"),
                DockerConfigFile = Path.Combine(_folder.FullName, "docker.json"),
                Environment = _ => null,
            },
        });
}
