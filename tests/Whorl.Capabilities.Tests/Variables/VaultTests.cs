using Whorl.Apps.Variables;
using Whorl.Capabilities.Tests.Infrastructure;

namespace Whorl.Capabilities.Tests.Variables;

/// <summary>The provider against a server that plays Vault's documented API.</summary>
public sealed class VaultTests
{
    [Theory]
    [InlineData("secret", null, "", "/v1/secret/data/db_password")]
    [InlineData("/secret/", null, "/", "/v1/secret/data/db_password")]
    [InlineData("team/kv", null, "", "/v1/team/kv/data/db_password")]
    [InlineData("secret", "shop/live", "", "/v1/secret/data/shop/live/db_password")]
    [InlineData("secret", "/shop/live/", "", "/v1/secret/data/shop/live/db_password")]
    [InlineData("secret", null, "/behind/a/proxy", "/behind/a/proxy/v1/secret/data/db_password")]
    public async Task Secret_IsAskedForUnderMountAndPrefix(string mount, string? prefix, string path, string expected)
    {
        await using var vault = await VaultServer.StartAsync();

        Assert.Equal("hunter2", await vault.Provider(mount, prefix, path: path).GetAsync("db_password", CancellationToken.None));
        Assert.Equal([$"GET {expected}"], vault.Asked);
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("deleted")]
    [InlineData("no_value")]
    public async Task Secret_ThatIsNotThere_IsLeftToTheNextProvider(string variable)
    {
        await using var vault = await VaultServer.StartAsync();

        Assert.Null(await vault.Provider().GetAsync(variable, CancellationToken.None));
    }

    [Theory]
    [InlineData("forbidden", "it answered 403")]
    [InlineData("failing", "it answered 500")]
    [InlineData("sealed", "it answered 503")]
    [InlineData("garbage", "its answer is not that of a key-value engine of version 2")]
    [InlineData("of_version_one", "its answer is not that of a key-value engine of version 2")]
    [InlineData("number", "the secret's field `value` is not a string but Number")]
    [InlineData("broken", "it cannot be reached")]
    public async Task Failure_IsExplainedWithoutAnySecret_AndNotKept(string variable, string expected)
    {
        await using var vault = await VaultServer.StartAsync();
        VaultVariableProvider provider = vault.Provider();

        for (int asked = 1; asked <= 2; asked++)
        {
            VariableException failure = await FailureAsync(provider, variable);
            Assert.Equal($"Vault at {vault.Authority} has no value for `{variable}`: {expected}", failure.Message);
            Assert.Equal(asked, vault.Asked.Count);
        }
    }

    [Theory]
    [InlineData("hvs.another-token", "it answered 403")]
    [InlineData("hvs.another-token\n", "the token has characters other than")]
    [InlineData("hvs.another-token\u00e4", "the token has characters other than")]
    public async Task Token_ThatIsWrong_IsNotSaid(string token, string expected)
    {
        await using var vault = await VaultServer.StartAsync();

        VariableException failure = await FailureAsync(new VaultVariableProvider(vault.Http, new Uri(vault.Url), token, "secret", null, TimeProvider.System), "db_password");

        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Engine_ThatIsMountedElsewhere_IsAFailure()
    {
        await using var vault = await VaultServer.StartAsync();

        VariableException failure = await FailureAsync(vault.Provider("kv"), "db_password");

        Assert.Equal($"Vault at {vault.Authority} has no value for `db_password`: it has no engine mounted at `kv`", failure.Message);
    }

    [Fact]
    public async Task Server_ThatIsNotThere_IsAFailure()
    {
        var vault = await VaultServer.StartAsync();
        VaultVariableProvider provider = new(new HttpMessageInvoker(new SocketsHttpHandler()), new Uri(vault.Url), VaultServer.Token, "secret", null, TimeProvider.System);
        await vault.DisposeAsync();

        Assert.EndsWith(": it cannot be reached: Connection refused", (await FailureAsync(provider, "db_password")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("db_password", "hunter2")]
    [InlineData("missing", null)]
    public async Task Value_IsKeptForAWhile_AndSoIsThatThereIsNone(string variable, string? expected)
    {
        await using var vault = await VaultServer.StartAsync();
        var time = new SetTime();
        VaultVariableProvider provider = vault.Provider(time: time);

        Assert.Equal(expected, await provider.GetAsync(variable, CancellationToken.None));
        time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(expected, await provider.GetAsync(variable, CancellationToken.None));
        Assert.Single(vault.Asked);

        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(expected, await provider.GetAsync(variable, CancellationToken.None));
        Assert.Equal(2, vault.Asked.Count);
    }

    [Fact]
    public async Task Connection_IsUsedAgain()
    {
        await using var vault = await VaultServer.StartAsync();
        VaultVariableProvider provider = vault.Provider();

        foreach (string variable in new[] { "db_password", "missing", "no_value", "deleted" })
        {
            await provider.GetAsync(variable, CancellationToken.None);
        }

        Assert.Equal((4, 1), (vault.Asked.Count, vault.Connections));
    }

    [Fact]
    public async Task Guest_ReadsTheSecret_AndLearnsOfFailuresInTime()
    {
        await using var vault = await VaultServer.StartAsync();
        await using ScriptApp app = await ScriptApp.StartAsync(
            "",
            limits: "host-call = '300ms'",
            variables: new Dictionary<string, string> { ["db_password"] = "not this", ["missing"] = "of the manifest", ["forbidden"] = "", ["slow"] = "" },
            options: o => o with { VariableProviders = [vault.Provider()] });

        Assert.Equal("\"hunter2\"", await app.RunAsync("return variable('db_password')"));
        Assert.Equal("\"of the manifest\"", await app.RunAsync("return variable('missing')"));
        string forbidden = await app.RunAsync("return failure(() => variable('forbidden')).val");
        Assert.Contains("it answered 403", forbidden, StringComparison.Ordinal);
        Assert.StartsWith(
            $"Warning: Cannot be used: component `script` of app `test-app`, variables get: Vault at {vault.Authority} has no value for `forbidden`: it answered 403. Check that it runs and is unsealed, and `url`, `token`, ",
            await app.Log.LineAsync("`forbidden`"),
            StringComparison.Ordinal);
        Assert.Contains("variables get took longer than 0.3 s; the limit is `host-call`", await app.RunAsync("return failure(() => variable('slow')).val"), StringComparison.Ordinal);
        Assert.DoesNotContain(app.Log.Lines.Append(forbidden), line => line.Contains("hunter2", StringComparison.Ordinal) || line.Contains(VaultServer.Token, StringComparison.Ordinal));
    }

    private static async Task<VariableException> FailureAsync(VaultVariableProvider provider, string variable)
    {
        var failure = await Assert.ThrowsAsync<VariableException>(() => provider.GetAsync(variable, CancellationToken.None).AsTask());
        Assert.Equal(VariableErrorKind.Provider, failure.Kind);
        Assert.DoesNotContain("hunter2", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("12345678", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hvs.", failure.ToString(), StringComparison.Ordinal);
        return failure;
    }
}
