using Whorl.Apps.Variables;
using Whorl.Capabilities.Grants;
using Whorl.Capabilities.Tests.Infrastructure;
using Whorl.Capabilities.Tests.Servers;
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
    [InlineData("spin", "path = 'notes.txt'")]
    [InlineData("redis", "url = 'redis://127.0.0.1:1'")]
    [InlineData("postgres", "url = 'postgres://127.0.0.1:1/d'")]
    public async Task Store_EveryFunction_NamesItsTable(string type, string where)
    {
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(folder.PathOf("notes.txt"), new string('x', 4096), TestContext.Current.CancellationToken);
        string[] functions = ["get", "set", "delete", "exists", "get-keys", "get-many", "set-many", "delete-many", "increment", "cas.new"];
        await CheckAsync("script", functions, """
            const s = Store.open('x'), b = openBucket('x');
            const calls = [
              () => s.get('k'), () => s.set('k', utf8('v')), () => s.delete('k'), () => s.exists('k'), () => s.getKeys(), () => b.listKeys(undefined),
              () => batch.getMany(b, ['k', 'l']), () => batch.setMany(b, [['k', utf8('1')], ['l', utf8('2')]]), () => batch.deleteMany(b, ['k', 'l']),
              () => increment(b, 'k', 1), () => Cas.new(b, 'k').current(), () => keyValueV1.get(keyValueV1.open('x'), 'k'),
            ];
            return calls.filter((call) => failure(call) === 'no error').map(String);
            """);
        await CheckAsync("script3", functions[..5], """
            const s = Store.open('x');
            const calls = [() => s.get('k'), () => s.set('k', utf8('v')), () => s.delete('k'), () => s.exists('k')];
            const [keys, end] = s.getKeys();
            await all(keys, end);
            return calls.filter((call) => failure(call) === 'no error').map(String);
            """);

        async Task CheckAsync(string guest, string[] expected, string script)
        {
            await using ScriptApp app = await ScriptApp.StartAsync("key_value_stores = ['x']", $"[key_value_store.x]\ntype = '{type}'\n{where}", folder.Path, guest: guest);

            Assert.Equal("[]", await app.RunAsync(script));

            const string Table = ". Where it is kept is said by [key_value_store.x] of the runtime configuration, else by --state-dir.";
            Assert.All(Warnings(app), line => Assert.EndsWith(Table, line, StringComparison.Ordinal));
            Assert.Equal(
                expected.Order(StringComparer.Ordinal),
                Warnings(app).Select(line => line[$"{Who}key-value ".Length..line.IndexOf(": ", Who.Length, StringComparison.Ordinal)]).Distinct().Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData("script", "SqliteV2.open('x').execute('SELECT 1', [])")]
    [InlineData("script", "sqliteV1.execute(sqliteV1.open('x'), 'SELECT 1', [])")]
    [InlineData("script", "Sqlite.open('x').execute('SELECT 1', [])")]
    [InlineData("script3", "Sqlite.openAsync('x').executeAsync('SELECT 1', [])")]
    public async Task RemoteDatabase_ThatIsNotThere_IsOneLineWithItsTable(string guest, string call)
    {
        await using ScriptApp app = await ScriptApp.StartAsync(
            "sqlite_databases = ['x']", "[sqlite_database.x]\ntype = 'libsql'\nurl = 'http://127.0.0.1:1'\ntoken = 'hush'", guest: guest);

        await app.RunAsync($"for (let i = 0; i < 3; i++) failure(() => {call});");

        Assert.Equal(
            [
                $"{Who}sqlite execute: the server of database `x` cannot be reached: Connection refused (127.0.0.1:1). "
                + "Where it is kept is said by [sqlite_database.x] of the runtime configuration, else by --state-dir.",
            ],
            Warnings(app));
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
    [InlineData("key_value_store", "key_value_stores", "kv.db", "const db = Store.open('x');", "db.set('k', utf8('v'))", "key-value set: the store is locked by another process")]
    [InlineData("key_value_store", "key_value_stores", "kv.db", "const db = openBucket('x');", "swap(Cas.new(db, 'k'), utf8('v'))", "key-value swap: the store is locked by another process")]
    [InlineData("sqlite_database", "sqlite_databases", "sql.db", "const db = Sqlite.open('x'); db.execute('CREATE TABLE IF NOT EXISTS t (x)', []);", "db.execute('INSERT INTO t VALUES (1)', [])", "sqlite execute: database is locked")]
    public async Task File_LockedByAnotherProcess_IsOneLineAndWorksAgainAfter(string table, string grant, string file, string open, string call, string expected)
    {
        using var folder = new TestFolder();
        await using ScriptApp app = await ScriptApp.StartAsync($"{grant} = ['x']", $"[{table}.x]\ntype = 'spin'\npath = '{file}'", folder.Path, limits: "host-call = '600ms'");
        await app.RunAsync($"{open} {call};");
        using (new SqliteLock(folder.PathOf(file)))
        {
            Assert.DoesNotContain("no error", await app.RunAsync($"{open} for (let i = 0; i < 2; i++) if (failure(() => {call}) === 'no error') return 'no error'"), StringComparison.Ordinal);
            Assert.Equal([$"{Who}{expected}. Where it is kept is said by [{table}.x] of the runtime configuration, else by --state-dir."], Warnings(app));
        }

        Assert.Equal("\"no error\"", await app.RunAsync($"{open} return failure(() => {call})"));
        Assert.Single(Warnings(app));
    }

    [Theory]
    [InlineData("key_value_stores", "const db = Store.open('default');", "db.set(`k${n}`, new Uint8Array(65536))", "key-value set: the store, or its disk, is full")]
    [InlineData("sqlite_databases", "const db = Sqlite.open('default'); db.execute('CREATE TABLE IF NOT EXISTS t (x)', []);", "db.execute('INSERT INTO t VALUES (randomblob(65536))', [])", "sqlite execute: the database, or its disk, is full")]
    public async Task Disk_ThatIsFull_IsOneLineAndWorksAgainWhenThereIsRoom(string grant, string open, string call, string expected)
    {
        await using SmallDisk disk = await SmallDisk.CreateAsync(4 << 20, 2 << 20);
        await using ScriptApp app = await ScriptApp.StartAsync($"{grant} = ['default']", stateFolder: disk.Path);
        string table = grant[..^1];

        await app.RunAsync($"{open} let failed = 0; for (let n = 0; failed < 3; n++) if (failure(() => {call}) !== 'no error') failed++;");
        Assert.Equal([$"{Who}{expected}. Where it is kept is said by [{table}.default] of the runtime configuration, else by --state-dir."], Warnings(app));

        disk.Free();
        Assert.Equal("\"no error\"", await app.RunAsync($"{open} const n = 0; return failure(() => {call})"));
        Assert.Single(Warnings(app));
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
    [InlineData("http://127.0.0.1:1/secret", "ConnectionRefused")]
    [InlineData("https://127.0.0.1:1/secret?hush", "ConnectionRefused")]
    public async Task HttpServer_ThatIsNotThere_IsOneLine(string url, string reason)
    {
        await using ScriptApp app = await ScriptApp.StartAsync("allowed_outbound_hosts = ['*://127.0.0.1:1']");

        await app.RunAsync($"for (let i = 0; i < 3; i++) failure(() => sendRequest({{ method: 'get', uri: '{url}', headers: [], params: [] }}));");

        Assert.Equal([$"{Who}http send-request: {url[..url.IndexOf("/secret", StringComparison.Ordinal)]}: {reason}"], Warnings(app));
    }

    [Theory]
    [InlineData("llm.infer('m', 'x', null)", "infer: POST /infer")]
    [InlineData("llmV1.infer('m', 'x', null)", "infer: POST /infer")]
    [InlineData("llm.generateEmbeddings('m', ['x'])", "generate-embeddings: POST /embed")]
    public async Task ModelServer_ThatIsNotThere_IsOneLineWithItsTable(string call, string function)
    {
        await using ScriptApp app = await ScriptApp.StartAsync(
            "ai_models = ['m']", "[llm_compute]\ntype = 'remote_http'\nurl = 'http://u:hush@127.0.0.1:1/hush'\nauth_token = 'hush'");

        await app.RunAsync($"for (let i = 0; i < 3; i++) failure(() => {call});");

        Assert.Equal(
            [
                $"{Who}llm {function} request error: Connection refused (127.0.0.1:1). The server is http://127.0.0.1:1, by `url`, `auth_token` and `api_type` of [llm_compute] "
                + "in the runtime configuration.",
            ],
            Warnings(app));
    }

    [Fact]
    public async Task Connection_ThatIsLost_IsOneLineWithItsServer()
    {
        await using var server = new RedisServer();
        await server.InitializeAsync();
        await using ScriptApp app = await ScriptApp.StartAsync($"allowed_outbound_hosts = ['redis://127.0.0.1:{server.Port}']");

        await app.RunAsync(
            $"const c = RedisV2.open('redis://127.0.0.1:{server.Port}'); failure(() => c.execute('SHUTDOWN', [{{ tag: 'binary', val: utf8('NOSAVE') }}]));");

        Assert.Equal([$"{Who}redis execute: the connection to 127.0.0.1:{server.Port} was lost: the server closed the connection"], Warnings(app));
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
