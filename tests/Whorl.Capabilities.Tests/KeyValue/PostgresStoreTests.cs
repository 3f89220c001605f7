using Npgsql;
using Whorl.Capabilities.Tests.Infrastructure;
using Whorl.Capabilities.Tests.Servers;

namespace Whorl.Capabilities.Tests.KeyValue;

public sealed class PostgresStoreTests(PostgresServer server)
{
    public static TheoryData<string> Cases => ScriptApp.CasesOf("key-value");

    private string Config => $"[key_value_store.default]\ntype = 'postgres'\nurl = '{server.Url}'";

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Guest_UsesEveryFunction(string script)
    {
        await using ScriptApp app = await ScriptApp.StartAsync("key_value_stores = ['default']", Config, limits: "memory = '512MiB'", appName: script.Replace('/', '-'));
        await app.CheckAsync(script);
    }

    [Fact]
    public async Task Stores_OfTwoApps_DoNotSeeEachOther()
    {
        await using ScriptApp one = await ScriptApp.StartAsync("key_value_stores = ['default']", Config, appName: "one");
        await using ScriptApp two = await ScriptApp.StartAsync("key_value_stores = ['default']", Config, appName: "two");
        await one.RunAsync("Store.open('default').set('k', utf8('v'))");
        Assert.Equal("[]", await two.RunAsync("const s = Store.open('default'); return s.exists('k') ? ['seen'] : s.getKeys()"));
    }

    [Fact]
    public async Task Increment_ManyGuestsAtOnce_LosesNothing()
    {
        await using ScriptApp app = await ScriptApp.StartAsync("key_value_stores = ['default']", Config, appName: "counting");
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => app.RunAsync("const b = openBucket('default'); for (let i = 0; i < 5; i++) increment(b, 'n', 1)")));
        Assert.Equal("80", await app.RunAsync("return Number(increment(openBucket('default'), 'n', 0))"));
    }

    [Fact]
    public async Task Table_WhenManyGuestsAreTheFirst_IsMadeOnce()
    {
        for (int round = 0; round < 5; round++)
        {
            await using (var admin = NpgsqlDataSource.Create($"Host=127.0.0.1;Port={server.Port};Username=tester;Password=se@cret;Database=postgres"))
            await using (NpgsqlCommand create = admin.CreateCommand($"CREATE DATABASE empty{round}"))
            {
                await create.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            }

            string config = Config.Replace("/postgres?", $"/empty{round}?", StringComparison.Ordinal);
            await using ScriptApp app = await ScriptApp.StartAsync("key_value_stores = ['default']", config, appName: "first");
            await Task.WhenAll(Enumerable.Range(0, 8).Select(i => app.RunAsync($"Store.open('default').set('{i}', utf8('v'))")));
            Assert.Equal("8", await app.RunAsync("return Store.open('default').getKeys().length"));
        }
    }
}
