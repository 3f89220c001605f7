using Whorl.Apps.Diagnostics;
using Whorl.Apps.Variables;
using Whorl.Capabilities.Tests.Infrastructure;
using Whorl.Capabilities.Tests.Servers;

namespace Whorl.Capabilities.Tests.Tenants;

/// <summary>Two apps that share servers and folders: neither gets at what the other one keeps, whatever it asks for.</summary>
public sealed class TenantTests(RedisServer redis, PostgresServer postgres)
{
    private const string Granted = "key_value_stores = ['default', 'deep-er']\nsqlite_databases = ['default']";

    /// <summary>Labels that a guest may hope to get out of its own stores by.</summary>
    private const string Labels = "['', '.', '..', '*', 'victim', 'victim/default', '../victim/default', 'default/../victim', 'default\\0', 'DEFAULT', '%', 'main', 'temp', '/etc/passwd', ':memory:', '\"']";

    /// <summary>Keys that it may hope to get out of a store by: names of the other app, patterns, parts of paths and of SQL.</summary>
    private const string Keys = "['k', 'victim/default/k', '../k', '../../victim/default/k', 'default/k', 'deep-er/k', '*', '%', '%2Fk', '[k]', '?', \"' OR 1=1 --\", 'k\\0']";

    private const string ReadAll = $$"""
        const seen = [];
        const note = (what, read) => { try { const value = read(); if (value !== null && value !== undefined) seen.push(`${what}: ${text(value)}`); } catch {} };
        for (const label of {{Labels}}) {
          note(`v1 opened ${label}`, () => { keyValueV1.open(label); return utf8('yes'); });
          note(`v2 opened ${label}`, () => { Store.open(label); return utf8('yes'); });
          note(`wasi opened ${label}`, () => { openBucket(label); return utf8('yes'); });
        }
        for (const label of ['default', 'deep-er']) {
          const v1 = keyValueV1.open(label), v2 = Store.open(label), wasi = openBucket(label);
          for (const key of {{Keys}}) {
            note(`v1 ${label} ${key}`, () => keyValueV1.get(v1, key));
            note(`v2 ${label} ${key}`, () => v2.get(key));
            note(`wasi ${label} ${key}`, () => wasi.get(key));
            note(`cas ${label} ${key}`, () => Cas['new'](wasi, key).current());
          }
          note(`batch ${label}`, () => { const found = batch.getMany(wasi, {{Keys}}).filter(([, v]) => v); return found.length ? utf8(JSON.stringify(found)) : null; });
          for (const keys of [keyValueV1.getKeys(v1), v2.getKeys(), wasi.listKeys(null).keys]) if (keys.length) seen.push(`keys of ${label}: ${keys}`);
        }
        return seen;
        """;

    public static TheoryData<string, string> Pairs => new()
    {
        { "victim", "intruder" }, { "victim", "victim2" }, { "victim", "vict*" }, { "victim", "VICTIM" }, { "victim", "victi?" },
        { "victim/default", "victim" }, { "victim/deep-er", "victim" }, { "victim", "victim/default" }, { "victim/", "victim" }, { "victim%2Fdefault", "victim/default" },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task KeyValue_OnOneRedisServer_EachAppSeesItsOwn(string victim, string intruder)
    {
        await CheckStoresAsync(victim, intruder, $"type = 'redis'\nurl = '{redis.Url}/7'");
    }

    [Theory]
    [InlineData("victim", "intruder")]
    [InlineData("victim", "VICTIM")]
    [InlineData("victim/default", "victim")]
    public async Task KeyValue_OnOnePostgresServer_EachAppSeesItsOwn(string victim, string intruder)
    {
        await CheckStoresAsync(victim, intruder, $"type = 'postgres'\nurl = '{postgres.Url}'");
    }

    [Theory]
    [InlineData("key_value_stores = ['default']", "sqlite_key_value.db")]
    [InlineData("sqlite_databases = ['default']", "sqlite_db.db")]
    public async Task Folder_OfAnotherApp_IsRefusedAtTheStart(string granted, string file)
    {
        using var state = new TestFolder();
        await (await ScriptApp.StartAsync(granted, stateFolder: state.Path, appName: "victim")).DisposeAsync();

        var refused = await Assert.ThrowsAsync<AppException>(() => ScriptApp.StartAsync(granted, stateFolder: state.Path, appName: "intruder"));

        Assert.Contains($"{state.PathOf(file)} keeps the state of the app `victim`, not of `intruder`", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sqlite_NoLabelAndNoStatement_ReachesTheFileOfAnotherApp()
    {
        using var state = new TestFolder();
        string victims = Directory.CreateDirectory(state.PathOf("victim")).FullName, own = Directory.CreateDirectory(state.PathOf("own")).FullName;
        await using ScriptApp victim = await ScriptApp.StartAsync(Granted.Split('\n')[1], stateFolder: victims, appName: "victim");
        await using ScriptApp intruder = await ScriptApp.StartAsync(Granted.Split('\n')[1], stateFolder: own, appName: "intruder");
        await victim.RunAsync("const db = Sqlite.open('default'); db.execute('CREATE TABLE secret (x)', []); db.execute(\"INSERT INTO secret VALUES ('hunter2')\", [])");

        string seen = await intruder.RunAsync($$"""
            const seen = [];
            for (const label of {{Labels}}.concat(['{{victims}}/sqlite_db.db', '../victim/sqlite_db.db', 'file:{{victims}}/sqlite_db.db']))
              for (const open of [(l) => sqliteV1.open(l), (l) => SqliteV2.open(l), (l) => Sqlite.open(l)])
                try { open(label); seen.push(`opened ${label}`); } catch {}
            for (const statement of [
              "ATTACH '{{victims}}/sqlite_db.db' AS v", "ATTACH 'file:{{victims}}/sqlite_db.db?mode=ro' AS v", "VACUUM INTO '{{victims}}/copy.db'", "SELECT * FROM secret",
              "SELECT load_extension('{{victims}}/x')", "SELECT readfile('{{victims}}/sqlite_db.db')", "PRAGMA temp_store_directory = '{{victims}}'"])
              try { const rows = Sqlite.open('default').execute(statement, []); seen.push(`${statement}: ${rows.rows.length}`); } catch {}
            return seen;
            """);

        Assert.Equal("[]", seen);
        Assert.Equal(["sqlite_db.db", "sqlite_db.db.app"], Directory.EnumerateFiles(victims).Select(f => Path.GetFileName(f)!).Where(f => !f.Contains('-', StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Variables_OfAnotherAppOrComponent_AreNotThere()
    {
        VariableProviderOf victims = new("victim_password", "hunter2");
        await using ScriptApp victim = await ScriptApp.StartAsync(
            "", variables: new() { ["victim_password"] = "" }, appName: "victim", options: o => o with { VariableProviders = [victims] });
        await using ScriptApp intruder = await ScriptApp.StartAsync("", appName: "intruder", options: o => o with { VariableProviders = [victims] });
        Assert.Equal("\"hunter2\"", await victim.RunAsync("return variable('victim_password')"));

        string seen = await intruder.RunAsync("""
            const seen = [];
            for (const name of ['victim_password', 'VICTIM_PASSWORD', 'victim/victim_password', '../victim_password', '{{ victim_password }}', '*', 'path', 'home', ''])
              for (const read of [variable, getConfig, (n) => wasiConfig.get(n)])
                try { const value = read(name); if (value !== null && value !== undefined) seen.push(`${name}: ${value}`); } catch {}
            return [seen, wasiConfig.getAll()];
            """);

        Assert.Equal("[\n  [],\n  [\n    [\n      \"greeting\",\n      \"Hello\"\n    ]\n  ]\n]", seen);
    }

    private static async Task CheckStoresAsync(string victim, string intruder, string store)
    {
        string config = $"[key_value_store.default]\n{store}\n[key_value_store.'deep-er']\n{store}";
        await using ScriptApp one = await ScriptApp.StartAsync(Granted, config, appName: victim);
        await using ScriptApp two = await ScriptApp.StartAsync(Granted, config, appName: intruder);
        await one.RunAsync($"for (const label of ['default', 'deep-er']) for (const key of {Keys}) try {{ Store.open(label).set(key, utf8('hunter2')) }} catch {{}}");

        Assert.Equal("[]", await two.RunAsync(ReadAll));

        // Nor does it get rid of what is the other's.
        await two.RunAsync($"for (const label of ['default', 'deep-er']) {{ const wasi = openBucket(label); for (const key of {Keys}) try {{ wasi.delete(key) }} catch {{}} }}");
        Assert.Equal("\"hunter2\"", await one.RunAsync("return text(Store.open('default').get('k'))"));
        await one.RunAsync("for (const label of ['default', 'deep-er']) { const s = Store.open(label); for (const key of s.getKeys()) s.delete(key); }");
    }

    /// <summary>Knows one value, for whoever may ask.</summary>
    private sealed class VariableProviderOf(string name, string value) : IVariableProvider
    {
        public string Name => "test";

        public bool MayResolve(string variable) => variable == name;

        public ValueTask<string?> GetAsync(string variable, CancellationToken cancellationToken) => new(variable == name ? value : null);
    }
}
