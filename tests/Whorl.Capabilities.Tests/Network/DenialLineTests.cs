using Whorl.Capabilities.Tests.Infrastructure;

namespace Whorl.Capabilities.Tests.Network;

/// <summary>What the log says when a guest is denied something: one line with the app, the component, the interface, and the key that would allow it.</summary>
public sealed class DenialLineTests
{
    private const string Store = "component `script` of app `test-app` may not open the store `other` (key-value). To allow it, add \"other\" to `key_value_stores` of [component.script].";
    private const string Database = "component `script` of app `test-app` may not open the database `other` (sqlite). To allow it, add \"other\" to `sqlite_databases` of [component.script].";
    private const string Model = "component `script` of app `test-app` may not use the model `other` (llm). To allow it, add \"other\" to `ai_models` of [component.script].";

    [Theory]
    [InlineData("keyValueV1.open('other')", Store)]
    [InlineData("Store.open('other')", Store)]
    [InlineData("openBucket('other')", Store)]
    [InlineData("sqliteV1.open('other')", Database)]
    [InlineData("SqliteV2.open('other')", Database)]
    [InlineData("Sqlite.open('other')", Database)]
    [InlineData("llmV1.infer('other', 'x', null)", Model)]
    [InlineData("llm.infer('other', 'x', null)", Model)]
    [InlineData("llm.generateEmbeddings('other', ['x'])", Model)]
    public async Task Label_ThatIsNotGranted_IsOneLine(string call, string expected)
    {
        await using ScriptApp app = await ScriptApp.StartAsync("key_value_stores = ['default']\nsqlite_databases = ['default']");

        // However often the guest tries.
        await app.RunAsync($"for (let i = 0; i < 3; i++) failure(() => {call});");

        Assert.Equal([$"Warning: Denied: {expected}"], Denials(app));
    }

    [Theory]
    [InlineData("redisV1.publish('redis://127.0.0.1:1', 'c', utf8('x'))", "redis://127.0.0.1:1", "redis")]
    [InlineData("RedisV2.open('redis://127.0.0.1:1')", "redis://127.0.0.1:1", "redis")]
    [InlineData("postgresV1.query('postgres://u:p@127.0.0.1:1/d', 'SELECT 1', [])", "postgres://127.0.0.1:1", "postgres")]
    [InlineData("PostgresV2.open('postgres://u:p@127.0.0.1:1/d')", "postgres://127.0.0.1:1", "postgres")]
    [InlineData("PostgresV3.open('host=127.0.0.1 port=1 user=u password=p')", "postgres://127.0.0.1:1", "postgres")]
    [InlineData("Postgres.open('postgres://u:p@127.0.0.1:1/d')", "postgres://127.0.0.1:1", "postgres")]
    [InlineData("mysqlV1.query('mysql://u:p@127.0.0.1:1/d', 'SELECT 1', [])", "mysql://127.0.0.1:1", "mysql")]
    [InlineData("MysqlV2.open('mysql://u:p@127.0.0.1:1/d')", "mysql://127.0.0.1:1", "mysql")]
    [InlineData("Mqtt.open('mqtt://127.0.0.1:1', 'u', 'p', 30)", "mqtt://127.0.0.1:1", "mqtt")]
    public async Task Server_ThatIsNotAllowed_IsOneLine(string call, string destination, string capability)
    {
        await using ScriptApp app = await ScriptApp.StartAsync("");

        await app.RunAsync($"for (let i = 0; i < 3; i++) failure(() => {call});");

        Assert.Equal(
            [
                $"Warning: Denied: app `test-app`: component `script` may not connect to {destination}: it has no `allowed_outbound_hosts`. "
                + $"To allow it, add \"{destination}\" to `allowed_outbound_hosts` of [component.script]. ({capability})",
            ],
            Denials(app));
    }

    [Theory]
    [InlineData("fetch('HTTP', '127.0.0.1:1', '/secret')", "http://127.0.0.1:1")]
    [InlineData("fetch('HTTPS', '127.0.0.1', '/secret')", "https://127.0.0.1")]
    [InlineData("sendRequest({ method: 'get', uri: 'http://127.0.0.1:1/secret', headers: [], params: [] })", "http://127.0.0.1:1")]
    public async Task Request_ThatIsNotAllowed_IsOneLine(string call, string destination)
    {
        await using ScriptApp app = await ScriptApp.StartAsync("");

        await app.RunAsync($"for (let i = 0; i < 3; i++) failure(() => {call});");

        Assert.Equal(
            [
                $"Warning: Denied: A component tried to make an outbound network connection to disallowed destination '{destination}': app `test-app`, component `script` may not connect to "
                + $"{destination}: it has no `allowed_outbound_hosts` (http). To allow it, add \"{destination}\" to `allowed_outbound_hosts` of [component.script].",
            ],
            Denials(app));
    }

    [Theory]
    [InlineData("RedisV2.open('redis://127.0.0.1:1')", "127.0.0.1", "redis")]
    [InlineData("Postgres.open('postgres://u:p@127.0.0.1:1/d')", "127.0.0.1", "postgres")]
    [InlineData("Mqtt.open('mqtt://127.0.0.1:1', 'u', 'p', 30)", "127.0.0.1", "mqtt")]
    public async Task Server_InABlockedNetwork_IsOneLine(string call, string host, string capability)
    {
        await using ScriptApp app = await ScriptApp.StartAsync(
            "allowed_outbound_hosts = ['*://*:*']", options: o => o with { BlockedNetworks = new Whorl.Apps.Network.BlockedNetworks([], blockPrivate: true) });

        await app.RunAsync($"for (let i = 0; i < 3; i++) failure(() => {call});");

        Assert.Equal(
            [
                $"Warning: Denied: app `test-app`: component `script` may not connect to {host}: `block_networks` of [outbound_networking] in the runtime configuration blocks the address, "
                + $"whatever `allowed_outbound_hosts` says ({capability})",
            ],
            Denials(app));
    }

    [Theory]
    [InlineData("script", "variable('nowhere')", true)]
    [InlineData("script", "getConfig('nowhere')", true)]
    [InlineData("script", "wasiConfig.get('nowhere')", false)]
    [InlineData("script3", "variable('nowhere')", true)]
    public async Task Variable_ThatTheComponentIsNotGiven_IsOneLineWhereThatIsAnError(string guest, string call, bool isDenied)
    {
        await using ScriptApp app = await ScriptApp.StartAsync("", guest: guest);

        await app.RunAsync($"for (let i = 0; i < 3; i++) failure(() => {call});");

        string line = "Warning: Denied: app `test-app`: component `script` has no variable `nowhere`; add nowhere = \"{{ nowhere }}\" to [component.script.variables] (variables)";
        Assert.Equal(isDenied ? [line] : [], Denials(app));
    }

    [Fact]
    public async Task Model_WithNothingToRunIt_IsOneLine()
    {
        await using ScriptApp app = await ScriptApp.StartAsync("ai_models = ['m']");

        await app.RunAsync("failure(() => llm.infer('m', 'x', null));");

        Assert.Equal(
            [
                "Warning: Cannot be used: component `script` of app `test-app`: the model `m` cannot be looked for: the app has no state folder to have ai-models/llama/m in. "
                + "Or let a server run it: add [llm_compute] with type = \"remote_http\" to the runtime configuration. (llm)",
            ],
            Denials(app));
    }

    [Theory]
    [InlineData("Store.open('default').set('x'.repeat(100000), utf8(''))", "key-value set: the key has 100000 bytes; at most ")]
    [InlineData("Store.open('default').get('x'.repeat(100000))", "key-value get: the key has 100000 bytes; at most ")]
    [InlineData("for (let kept = [];;) kept.push(Sqlite.open('default'))", "sqlite open: too many connections opened: at most ")]
    [InlineData("for (let kept = [];;) kept.push(Store.open('default'))", "key-value open: at most ")]
    public async Task Limit_ThatIsReached_IsOneLine(string call, string expected)
    {
        await using ScriptApp app = await ScriptApp.StartAsync("key_value_stores = ['default']\nsqlite_databases = ['default']");

        await app.RunAsync($"for (let i = 0; i < 2; i++) failure(() => {{ {call} }});");

        string line = Assert.Single(app.Log.Lines, l => l.StartsWith("Warning: ", StringComparison.Ordinal));
        Assert.StartsWith($"Warning: Limit reached: component `script` of app `test-app`, {expected}", line, StringComparison.Ordinal);
    }

    private static string[] Denials(ScriptApp app) => [.. app.Log.Lines.Where(l => l.StartsWith("Warning: ", StringComparison.Ordinal))];
}
