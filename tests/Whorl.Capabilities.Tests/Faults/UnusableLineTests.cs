using Whorl.Apps.Variables;
using Whorl.Capabilities.Grants;
using Whorl.Capabilities.Tests.Infrastructure;
using Whorl.Functional.Tests.Infrastructure;

namespace Whorl.Capabilities.Tests.Faults;

/// <summary>What the log says when what a guest may use is of no use: one line with the app, the component, the function, the server, and no secret.</summary>
public sealed class UnusableLineTests
{
    private const string Who = "Warning: Cannot be used: component `script` of app `test-app`, ";
    private const string Refused = "127.0.0.1:1 cannot be connected to: Connection refused";

    [Theory]
    [InlineData("redis", "redis://u:hush@127.0.0.1:1", Refused)]
    [InlineData("postgres", "postgres://u:hush@127.0.0.1:1/d", Refused)]
    public async Task Store_OnAServerThatIsNotThere_IsOneLineWithItsTable(string type, string url, string reason)
    {
        await using ScriptApp app = await ScriptApp.StartAsync("key_value_stores = ['cache']", $"[key_value_store.cache]\ntype = '{type}'\nurl = '{url}'");

        await app.RunAsync("for (let i = 0; i < 3; i++) failure(() => Store.open('cache').get('k'));");

        Assert.Equal([$"{Who}key-value get: {reason}. Where it is kept is said by [key_value_store.cache] of the runtime configuration, else by --state-dir."], Warnings(app));
    }

    [Theory]
    [InlineData("key_value_store", "key_value_stores", "Store.open('cache').get('k')", "key-value get: the store's file cannot be used: ")]
    [InlineData("sqlite_database", "sqlite_databases", "Sqlite.open('cache').execute('SELECT 1 FROM sqlite_master', [])", "sqlite open: ")]
    public async Task File_ThatIsNoDatabase_IsOneLineWithItsTable(string table, string grant, string call, string expected)
    {
        using var folder = new TestFolder();
        string path = folder.PathOf("notes.txt");
        await File.WriteAllTextAsync(path, new string('x', 4096), TestContext.Current.CancellationToken);
        await using ScriptApp app = await ScriptApp.StartAsync($"{grant} = ['cache']", $"[{table}.cache]\ntype = 'spin'\npath = '{path}'");

        await app.RunAsync($"for (let i = 0; i < 3; i++) failure(() => {call});");

        Assert.Equal(
            [$"{Who}{expected}file is not a database. Where it is kept is said by [{table}.cache] of the runtime configuration, else by --state-dir."], Warnings(app));
    }

    [Theory]
    [InlineData("RedisV2.open('redis://u:hush@127.0.0.1:1')", "redis open: ", "Connection refused")]
    [InlineData("Postgres.open('postgres://u:hush@127.0.0.1:1/d')", "postgres open: ", "Connection refused")]
    [InlineData("MysqlV2.open('mysql://u:hush@127.0.0.1:1/d')", "mysql open: ", "Unable to connect to any of the specified MySQL hosts.")]
    [InlineData("Mqtt.open('mqtt://127.0.0.1:1', 'u', 'hush', 30)", "mqtt open: ", "Connection refused")]
    public async Task Server_ThatIsNotThere_IsOneLine(string call, string function, string reason)
    {
        await using ScriptApp app = await ScriptApp.StartAsync("allowed_outbound_hosts = ['*://127.0.0.1:1']");

        await app.RunAsync($"for (let i = 0; i < 3; i++) failure(() => {call});");

        Assert.Equal([$"{Who}{function}127.0.0.1:1 cannot be connected to: {reason}"], Warnings(app));
    }

    [Theory]
    [InlineData("script", "variable('greeting')", "get")]
    [InlineData("script", "getConfig('greeting')", "get")]
    [InlineData("script", "wasiConfig.get('greeting')", "get")]
    [InlineData("script", "wasiConfig.getAll()", "get-all")]
    [InlineData("script3", "variable('greeting')", "get")]
    public async Task Variable_WhoseServerIsNotThere_IsOneLineWithItsTable(string guest, string call, string function)
    {
        using var http = new HttpMessageInvoker(new SocketsHttpHandler());
        var vault = new VaultVariableProvider(http, new Uri("http://127.0.0.1:1"), "hush", "kv", null, TimeProvider.System);
        await using ScriptApp app = await ScriptApp.StartAsync("", options: o => o with { VariableProviders = [vault] }, guest: guest);

        await app.RunAsync($"for (let i = 0; i < 3; i++) failure(() => {call});");

        Assert.Equal(
            [
                $"{Who}variables {function}: Vault at 127.0.0.1:1 has no value for `greeting`: it cannot be reached: Connection refused. Check that it runs and is unsealed, "
                + "and `url`, `token`, `mount` and `prefix` of its [[variables_provider]] (type = \"vault\") in the runtime configuration.",
            ],
            Warnings(app));
    }

    [Fact]
    public void Reason_ThatIsGivenAgainAfterAMinute_IsLoggedAgain()
    {
        var log = new LogRecorder();
        var time = new SetTime();
        var denials = new DenialLog(log.CreateLogger("test"), time);

        denials.WriteUnusable("down");
        time.Advance(TimeSpan.FromSeconds(59));
        denials.WriteUnusable("down");
        Assert.Single(log.Lines);

        time.Advance(TimeSpan.FromSeconds(1));
        denials.WriteUnusable("down");
        denials.WriteUnusable("down");
        Assert.Equal(2, log.Lines.Count);
    }

    private static string[] Warnings(ScriptApp app) => [.. app.Log.Lines.Where(l => l.StartsWith("Warning: ", StringComparison.Ordinal))];
}
