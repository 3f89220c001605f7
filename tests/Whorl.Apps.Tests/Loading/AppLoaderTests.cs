using Whorl.Apps.Diagnostics;
using Whorl.Apps.Loading;
using Whorl.Apps.Model;

namespace Whorl.Apps.Tests.Loading;

public sealed class AppLoaderTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void Load_Manifest_TakesItsFolderForPaths()
    {
        _folder.Write("app/spin.toml", Manifest("source = \"a.wasm\""));

        var app = AppLoader.Load(AppLocator.Find("app", _folder.Path), _folder.Path).AppOrThrow();

        Assert.Equal(Path.Combine(_folder.Path, "app"), app.Folder);
        Assert.Equal("app/spin.toml", app.ManifestPath);
    }

    [Fact]
    public void Load_BareWasm_AnswersEveryRequest()
    {
        _folder.Write("bin/hello.wasm", "");

        var app = AppLoader.Load(AppLocator.Find("bin/hello.wasm", _folder.Path), _folder.Path).AppOrThrow();

        Assert.Equal("hello", app.Name);
        Assert.Equal("/...", Assert.Single(app.HttpTriggers).Route);
        Assert.Equal(new ComponentSource.Local("bin/hello.wasm"), Assert.Single(app.Components).Source);
        Assert.Empty(AppDiskCheck.Run(app, app.Components));
    }

    [Fact]
    public void Load_BareWasmWithProfile_IsRefused() =>
        Assert.Equal(
            DiagnosticCode.UnknownProfile,
            Assert.Single(AppLoader.Load(new AppSource.WasmFile("x.wasm"), _folder.Path, "debug").Diagnostics).Code);

    [Fact]
    public void Load_UnreadableManifest_IsADiagnostic()
    {
        Assert.Equal(DiagnosticCode.UnreadableFile, LoadCode("missing.toml"));
        _folder.Write("huge.toml", new string('#', 5 << 20));
        Assert.Equal(DiagnosticCode.UnreadableFile, LoadCode("huge.toml"));

        DiagnosticCode LoadCode(string name) =>
            Assert.Single(AppLoader.Load(new AppSource.ManifestFile(name, 0), _folder.Path).Diagnostics).Code;
    }

    [Fact]
    public void AppOrThrow_Errors_AreAllInTheException()
    {
        var result = AppLoader.Parse("spin_manifest_version = 2\nx = 1\ny = 2", _folder.Path, "spin.toml");

        var error = Assert.Throws<AppException>(result.AppOrThrow);

        Assert.Equal(3, error.Diagnostics.Length);
        Assert.Equal(string.Join('\n', result.Diagnostics), error.Message);
    }

    [Fact]
    public void Parse_AnyPrefixAndAnyMutation_NeverThrows()
    {
        var text = Manifest(
            """
            source = { url = "https://example.com/a.wasm", digest = "sha256:1111111111111111111111111111111111111111111111111111111111111111" }
            files = ["a/*", { source = "b", destination = "/" }]
            allowed_outbound_hosts = ["https://{{ x }}:8..9"]
            dependencies = { "a:b/c@1.0.0" = { version = "^1", inherit_configuration = ["files"] } }
            tool.whorl.limits = { cpu = "1s", memory = "1MiB", handles = 3 }
            """);
        var random = new Random(7);
        for (var i = 0; i < 3_000; i++)
        {
            var mutated = text.ToCharArray();
            for (var n = random.Next(1, 4); n > 0; n--)
            {
                mutated[random.Next(mutated.Length)] = "[]{}\"'=.,#\n{ax19-_"[random.Next(18)];
            }

            var result = AppLoader.Parse(new string(mutated, 0, random.Next(mutated.Length)), "/app", "spin.toml");

            // The oracle: there is a model exactly when there is no error, and every error has a place in the text.
            Assert.Equal(result.App is null, result.Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error));
            Assert.All(result.Diagnostics, d => Assert.True(d.Location.IsKnown, d.ToString()));
        }
    }

    [Fact]
    public void WithEnvironment_Variables_ReachEveryComponent()
    {
        var app = AppLoader.Parse(Manifest("source = \"a.wasm\"\nenvironment = { A = \"1\", B = \"2\" }"), "/app", "spin.toml").AppOrThrow();

        var changed = app.WithEnvironment([new("B", "3"), new("C", "4"), new("C", "5")]);

        Assert.Equal("A=1 B=3 C=5", string.Join(' ', changed.Components[0].Environment.Select(e => $"{e.Key}={e.Value}")));
        Assert.True(changed.TryGetComponent("a", out var component) && component.Environment.ContainsKey("C"));
    }

    [Theory]
    [InlineData("source = \"a.wasm\"", null)]
    [InlineData("source = \"missing.wasm\"", "does not exist")]
    [InlineData("source = \"missing.wasm\"\nbuild.command = \"make\"", "Run `whorl build`")]
    [InlineData("source = \"folder\"", "is a folder")]
    [InlineData("source = { url = \"https://example.com/a.wasm\", digest = \"sha256:1111111111111111111111111111111111111111111111111111111111111111\" }", null)]
    public void DiskCheck_Source_ReportsWhatIsNotThere(string component, string? expected)
    {
        _folder.Write("a.wasm", "");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "folder"));
        var app = AppLoader.Parse(Manifest(component), _folder.Path, "spin.toml").AppOrThrow();

        var diagnostics = AppDiskCheck.Run(app, app.Components);

        if (expected is null)
        {
            Assert.Empty(diagnostics);
        }
        else
        {
            Assert.Contains(expected, Assert.Single(diagnostics).ToString(), StringComparison.Ordinal);
            Assert.True(diagnostics[0].Location.IsKnown);
        }
    }

    [Fact]
    public void DiskCheck_NoTriggers_IsAnErrorInSpinsWords()
    {
        var app = AppLoader.Parse("spin_manifest_version = 2\napplication.name = \"idle\"", "/app", "spin.toml").AppOrThrow();

        Assert.Equal("No triggers in app", Assert.Single(AppDiskCheck.Run(app, [])).Message);
    }

    public void Dispose() => _folder.Dispose();

    private static string Manifest(string component) =>
        $$"""
        spin_manifest_version = 2
        application.name = "test"
        variables.x = { default = "example.com" }
        trigger.http = [{ route = "/:a/...", component = "a" }]
        [component.a]
        {{component}}
        """;
}
