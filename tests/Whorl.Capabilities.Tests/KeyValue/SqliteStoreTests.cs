using Whorl.Apps.Diagnostics;
using Whorl.Capabilities.Tests.Infrastructure;

namespace Whorl.Capabilities.Tests.KeyValue;

public sealed class SqliteStoreTests
{
    private const string Default = "key_value_stores = ['default']";

    /// <summary>Enough memory for a value that is too large.</summary>
    private const string Roomy = "memory = '512MiB'";

    public static TheoryData<string> Cases => ScriptApp.CasesOf("key-value");

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task File_Guest_UsesEveryFunction(string script)
    {
        using var state = new TestFolder();
        await using ScriptApp app = await ScriptApp.StartAsync(Default, stateFolder: state.Path, limits: Roomy);
        await app.CheckAsync(script);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Memory_Guest_UsesEveryFunction(string script)
    {
        await using ScriptApp app = await ScriptApp.StartAsync(Default, limits: Roomy);
        await app.CheckAsync(script);
    }

    [Fact]
    public async Task File_Restart_KeepsWhatWasSet()
    {
        using var state = new TestFolder();
        await using (ScriptApp app = await ScriptApp.StartAsync(Default, stateFolder: state.Path))
        {
            await app.RunAsync("Store.open('default').set('kept', utf8('value'))");
        }

        await using ScriptApp again = await ScriptApp.StartAsync(Default, stateFolder: state.Path);
        Assert.Equal("\"value\"", await again.RunAsync("return Store.open('default').get('kept')"));
    }

    [Fact]
    public async Task Increment_ThirtyTwoGuestsAtOnce_LosesNothing()
    {
        using var state = new TestFolder();
        await using ScriptApp app = await ScriptApp.StartAsync(Default, stateFolder: state.Path);
        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => app.RunAsync(
            "const b = openBucket('default'); for (let i = 0; i < 10; i++) increment(b, 'n', 1)")));
        Assert.Equal("320", await app.RunAsync("return Number(increment(openBucket('default'), 'n', 0))"));
    }

    [Fact]
    public async Task Swap_ThirtyTwoGuestsAtOnce_LosesNothing()
    {
        using var state = new TestFolder();
        await using ScriptApp app = await ScriptApp.StartAsync(Default, stateFolder: state.Path);
        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => app.RunAsync("""
            const bucket = openBucket('default');
            for (let left = 5, cas = Cas.new(bucket, 'n'); left > 0;) {
              const sum = Number(String.fromCharCode(...cas.current() ?? [])) + 1;
              try {
                swap(cas, utf8(`${sum}`));
                cas = --left > 0 && Cas.new(bucket, 'n');
              } catch (error) {
                cas = error.payload.val;
              }
            }
            """)));
        Assert.Equal("\"160\"", await app.RunAsync("return openBucket('default').get('n')"));
    }

    [Fact]
    public async Task Open_StoreThatIsNotGranted_IsDeniedAndSaysWhatWouldAllowIt()
    {
        await using ScriptApp app = await ScriptApp.StartAsync(Default);
        Assert.Contains("access-denied", await app.RunAsync("return failure(() => Store.open('cache'))"), StringComparison.Ordinal);
        await app.Log.LineAsync("`script`", "`test-app`", "`cache`", "(key-value)", "key_value_stores");
    }

    [Fact]
    public async Task Load_StoreThatIsNotConfigured_FailsAndSaysWhatToAdd()
    {
        var failure = await Assert.ThrowsAsync<AppException>(() => ScriptApp.StartAsync("key_value_stores = ['default', 'cache']"));
        Assert.Contains(failure.Diagnostics, d => d.Code == DiagnosticCode.UnknownGrant && d.Remedy!.Contains("[key_value_store.cache]", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("azure_cosmos", "account = 'a'\ndatabase = 'd'\ncontainer = 'c'")]
    [InlineData("aws_dynamo", "region = 'eu-north-1'\ntable = 't'")]
    public async Task Load_StoreOfATypeThatIsNotThereYet_IsRefused(string type, string lines)
    {
        var failure = await Assert.ThrowsAsync<AppException>(() => ScriptApp.StartAsync(Default, $"[key_value_store.default]\ntype = '{type}'\n{lines}"));
        Diagnostic refusal = Assert.Single(failure.Diagnostics);
        Assert.Equal(DiagnosticCode.UnsupportedConfiguration, refusal.Code);
        Assert.Equal("runtime-config.toml", refusal.File);
        Assert.Equal(1, refusal.Location.Line);
    }

    [Fact]
    public async Task Load_FileOfAnotherApp_IsRefused()
    {
        using var state = new TestFolder();
        await File.WriteAllTextAsync(state.PathOf("sqlite_key_value.db.app"), "somebody-else\n");
        var failure = await Assert.ThrowsAsync<AppException>(() => ScriptApp.StartAsync(Default, stateFolder: state.Path));
        Assert.Contains(failure.Diagnostics, d => d.Code == DiagnosticCode.UnusableState && d.Message.Contains("somebody-else", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stores_OfDifferentLabels_DoNotSeeEachOther()
    {
        using var state = new TestFolder();
        await using ScriptApp app = await ScriptApp.StartAsync(
            "key_value_stores = ['one', 'two']", "[key_value_store.one]\ntype = 'spin'\npath = 'kv.db'\n[key_value_store.two]\ntype = 'spin'\npath = 'kv.db'", state.Path);
        Assert.Equal("false", await app.RunAsync("Store.open('one').set('k', utf8('v')); return Store.open('two').exists('k')"));
    }

    [Fact]
    public async Task Set_LockedByAnotherProcess_FailsInTimeAndWorksAgainAfter()
    {
        using var state = new TestFolder();
        await using ScriptApp app = await ScriptApp.StartAsync(Default, stateFolder: state.Path, limits: "host-call = '600ms'");
        await app.RunAsync("Store.open('default').set('k', utf8('before'))");
        using (var other = new SqliteLock(state.PathOf("sqlite_key_value.db")))
        {
            Assert.Contains("locked", await app.RunAsync("return failure(() => Store.open('default').set('k', utf8('during')))"), StringComparison.Ordinal);
            Assert.Equal("\"before\"", await app.RunAsync("return Store.open('default').get('k')"));
        }

        Assert.Equal("\"after\"", await app.RunAsync("const s = Store.open('default'); s.set('k', utf8('after')); return s.get('k')"));
    }

    [Fact]
    public async Task Seed_KeyValues_AreThereBeforeTheFirstRequest()
    {
        await using ScriptApp app = await ScriptApp.StartAsync(Default, options: o => o with { InitialKeyValues = [new("seeded", "early")] });
        Assert.Equal("\"early\"", await app.RunAsync("return Store.open('default').get('seeded')"));
    }
}
