using Whorl.Apps.Diagnostics;
using Whorl.Apps.Loading;
using Whorl.Apps.Model;
using Whorl.Apps.Variables;

namespace Whorl.Apps.Tests.Variables;

public sealed class VariableResolverTests
{
    [Fact]
    public async Task Resolve_Template_FillsInVariables()
    {
        var resolver = new VariableResolver(App(), [Given("token=t0ken")]);

        Assert.Equal("literal", await Resolve(resolver, "plain"));
        Assert.Equal("Welcome to Corner Books!", await Resolve(resolver, "greeting"));
        Assert.Equal("t0ken and t0ken", await Resolve(resolver, "twice"));
    }

    [Fact]
    public async Task Resolve_SeveralProviders_FirstWithAValueWinsAndDefaultIsLast()
    {
        var resolver = new VariableResolver(App(), [Given("token=first"), Given("token=second", "shop=Given")]);

        Assert.Equal("first and first", await Resolve(resolver, "twice"));
        Assert.Equal("Welcome to Given!", await Resolve(resolver, "greeting"));
    }

    [Fact]
    public async Task Resolve_EmptyValue_IsAValue() =>
        Assert.Equal("Welcome to !", await Resolve(new VariableResolver(App(), [Given("shop=")]), "greeting"));

    [Fact]
    public async Task Resolve_EachTime_AsksTheProvidersAgain()
    {
        var provider = new CountingProvider();
        var resolver = new VariableResolver(App(), [provider]);

        Assert.Equal("1 and 2", await Resolve(resolver, "twice"));
        Assert.Equal("3 and 4", await Resolve(resolver, "twice"));
    }

    [Theory]
    [InlineData("web", "Upper", VariableErrorKind.InvalidName)]
    [InlineData("web", "", VariableErrorKind.InvalidName)]
    [InlineData("web", "_x", VariableErrorKind.InvalidName)]
    [InlineData("web", "1x", VariableErrorKind.InvalidName)]
    [InlineData("web", "x_", VariableErrorKind.InvalidName)]
    [InlineData("web", "x__y", VariableErrorKind.InvalidName)]
    [InlineData("web", "x-y", VariableErrorKind.InvalidName)]
    [InlineData("web", "shop", VariableErrorKind.Undefined)]
    [InlineData("nobody", "greeting", VariableErrorKind.Undefined)]
    [InlineData("web", "twice", VariableErrorKind.Provider)]
    public async Task Resolve_NoValue_ThrowsItsKind(string component, string name, VariableErrorKind expected)
    {
        var error = await Assert.ThrowsAsync<VariableException>(
            async () => await new VariableResolver(App(), []).ResolveAsync(component, name, CancellationToken.None));

        Assert.Equal(expected, error.Kind);
    }

    [Fact]
    public async Task ResolveAll_Component_GivesEveryVariable()
    {
        var values = await new VariableResolver(App(), [Given("token=t")]).ResolveAllAsync("web", CancellationToken.None);

        Assert.Equal("greeting=Welcome to Corner Books!;plain=literal;twice=t and t", string.Join(';', values.Select(v => $"{v.Key}={v.Value}")));
    }

    [Fact]
    public void Check_MissingRequiredVariables_ReportsAllOfThemWithWhatToDo()
    {
        var diagnostics = new VariableResolver(App(), [Given("shop=x")]).Check();

        Assert.Equal(
            """
            spin.toml:6:1: error W0504: required variable `token` (What opens the door) has no value
                help: Start with --variable token=..., or set SPIN_VARIABLE_TOKEN.
            spin.toml:7:1: error W0504: required variable `other` has no value
                help: Start with --variable other=..., or set SPIN_VARIABLE_OTHER.
            """,
            string.Join('\n', diagnostics));
    }

    [Fact]
    public void Check_ValueThatNoVariableTakes_IsAWarning()
    {
        var diagnostics = new VariableResolver(App(), [Given("token=x", "other=x", "shpo=x")]).Check();

        Assert.Equal("spin.toml: warning W0502: --variable sets `shpo`, which the app does not define\n    help: Did you mean `shop`?", Assert.Single(diagnostics).ToString());
    }

    [Fact]
    public void Check_ProviderThatCannotKnow_CountsAsHavingAValue() =>
        Assert.Empty(new VariableResolver(App(), [new CountingProvider()]).Check());

    [Fact]
    public async Task Environment_Variable_IsReadUnderItsPrefix()
    {
        var environment = new Dictionary<string, string> { ["SPIN_VARIABLE_TOKEN"] = "from-env", ["TOKEN"] = "not this" };
        var resolver = new VariableResolver(App(), [new EnvironmentVariableProvider(environment: environment.GetValueOrDefault, file: DotEnvFile.None)]);

        Assert.Equal("from-env and from-env", await Resolve(resolver, "twice"));
        Assert.Single(resolver.Check());
    }

    [Fact]
    public async Task Environment_DotEnvFile_IsUsedForWhatTheEnvironmentLacks()
    {
        using var folder = new TestFolder();
        var path = folder.Write(
            ".env",
            """
            # a comment
            SPIN_VARIABLE_SHOP = "Quoted \"Books\"\n"  # the sign
            export SPIN_VARIABLE_TOKEN='single # quoted'
            SPIN_VARIABLE_OTHER=plain value # a comment
            SPIN_VARIABLE_LINES="one
              two # no comment"
            SPIN_VARIABLE_HASH = a#b
            SPIN_VARIABLE_EMPTY= # nothing
            """);
        var provider = new EnvironmentVariableProvider(environment: n => n == "SPIN_VARIABLE_OTHER" ? "from-env" : null, file: DotEnvFile.Named(path, "runtime-config.toml", default));

        Assert.Equal("Quoted \"Books\"\n", await provider.GetAsync("shop", CancellationToken.None));
        Assert.Equal("single # quoted", await provider.GetAsync("token", CancellationToken.None));
        Assert.Equal("from-env", await provider.GetAsync("other", CancellationToken.None));
        Assert.Equal("one\n  two # no comment", await provider.GetAsync("lines", CancellationToken.None));
        Assert.Equal("a#b", await provider.GetAsync("hash", CancellationToken.None));
        Assert.Equal("", await provider.GetAsync("empty", CancellationToken.None));
        Assert.False(provider.MayResolve("nothing"));
        Assert.Empty(provider.Problems);
    }

    [Theory]
    [InlineData("hush", "it has no `=`")]
    [InlineData("1TOKEN=hush", "what stands before its `=` is no name of an environment variable")]
    [InlineData("= hush", "what stands before its `=` is no name of an environment variable")]
    [InlineData("my token=hush", "what stands before its `=` is no name of an environment variable")]
    [InlineData("TOKEN=\"hush", "the quote that its value begins with is never closed")]
    [InlineData("TOKEN='hush' hush", "there is more after the quote that closes its value")]
    public async Task Environment_LineOfADotEnvFileThatIsNone_IsAnErrorThatDoesNotQuoteIt(string line, string problem)
    {
        using var folder = new TestFolder();
        string path = folder.Write("app.env", $"SPIN_VARIABLE_TOKEN=\"a\nb\"\n\n{line}\nSPIN_VARIABLE_OTHER=o\n");
        var provider = new EnvironmentVariableProvider(environment: _ => null, file: DotEnvFile.Named(path, "runtime-config.toml", default));

        Diagnostic found = Assert.Single(new VariableResolver(App(), [provider]).Check());

        Assert.Equal(
            $"{path}:4:1: error W0506: the line cannot be understood: {problem}\n    help: Write NAME=value, with quotes around a value of several lines, and # before a comment.",
            found.ToString());
        Assert.Equal("a\nb", await provider.GetAsync("token", CancellationToken.None));
        Assert.Equal("o", await provider.GetAsync("other", CancellationToken.None));
    }

    [Theory]
    [InlineData("APP_TOKN", "APP_TOKEN")]
    [InlineData("APP_token", "APP_TOKEN")]
    [InlineData("APP_SOMETHING", null)]
    [InlineData("APP_SHOP", null)]
    [InlineData("APPS_TOKN", null)]
    public void Environment_NameThatIsNearlyThatOfAVariable_IsAWarning(string name, string? meant)
    {
        using var folder = new TestFolder();
        string path = folder.Write("app.env", $"{name}=x\n");
        var provider = new EnvironmentVariableProvider("APP", _ => null, DotEnvFile.Named(path, "runtime-config.toml", default));

        Assert.Equal(
            meant is null ? "" : $"spin.toml: warning W0502: the environment sets `{name}`, which is no variable of the app\n    help: Did you mean `{meant}`?",
            string.Join('\n', new VariableResolver(App(), [provider, Given("token=t", "other=o")]).Check()));
    }

    [Fact]
    public void Environment_DotEnvFileThatIsNamedAndMissing_IsAnErrorWhereItIsNamed()
    {
        var provider = new EnvironmentVariableProvider(file: DotEnvFile.Named("/nowhere/app.env", "runtime-config.toml", new SourceLocation(3, 15)));

        Assert.StartsWith(
            "runtime-config.toml:3:15: error W0101: `dotenv_path` in [[variables_provider]] names /nowhere/app.env, which cannot be read: ",
            Assert.Single(provider.Problems).ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Environment_DotEnvFileOfTheWorkingFolderThatIsMissing_IsNothingWrong() =>
        Assert.Empty(new EnvironmentVariableProvider().Problems);

    [Fact]
    public void ToString_SecretVariable_ShowsNoDefault()
    {
        var variable = new VariableModel { Name = "token", Default = "hush", IsSecret = true };

        Assert.DoesNotContain("hush", variable.ToString(), StringComparison.Ordinal);
    }

    private static AppModel App() => AppLoader.Parse(
        """
        spin_manifest_version = 2
        application.name = "test"

        [variables]
        shop = { default = "Corner Books" }
        token = { required = true, secret = true, description = "What opens the door" }
        other = { required = true }

        [component.web]
        source = "web.wasm"
        variables = { plain = "literal", greeting = "Welcome to {{ shop }}!", twice = "{{ token }} and {{token}}" }
        """,
        "/app",
        "spin.toml").AppOrThrow();

    private static StaticVariableProvider Given(params string[] arguments) => VariableArguments.Parse(arguments, "/");

    private static async Task<string> Resolve(VariableResolver resolver, string name) => await resolver.ResolveAsync("web", name, CancellationToken.None);

    private sealed class CountingProvider : IVariableProvider
    {
        private int _count;

        public string Name => "a vault";

        public bool MayResolve(string variable) => true;

        public async ValueTask<string?> GetAsync(string variable, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return $"{++_count}";
        }
    }
}
