using System.Text.Json.Nodes;
using Whorl.Capabilities.Tests.Infrastructure;

namespace Whorl.Capabilities.Tests.Faults;

/// <summary>A disk that fills up: what was acknowledged stays, what was not is an error, and when there is room again it goes on.</summary>
public sealed class FullDiskTests
{
    private const int DiskBytes = 4 << 20;
    private const int BallastBytes = 2 << 20;

    [Fact]
    public async Task KeyValue_DiskIsFull_LosesNothingAndRecovers()
    {
        await using SmallDisk disk = await SmallDisk.CreateAsync(DiskBytes, BallastBytes);
        await using ScriptApp app = await ScriptApp.StartAsync("key_value_stores = ['default']", stateFolder: disk.Path);

        JsonNode filled = await RunAsync(app,
            """
            const store = Store.open('default');
            for (let n = 0; n < 1000; n++) {
              const error = failure(() => store.set(`k${n}`, new Uint8Array(16384).fill(n)));
              if (error !== 'no error') return { n, error };
            }
            """);

        int kept = (int)filled["n"]!;
        Assert.InRange(kept, 1, 999);
        Assert.Equal("other", (string?)filled["error"]!["tag"]);
        string readAll = $"const store = Store.open('default'); for (let n = 0; n < {kept}; n++) if (store.get(`k${{n}}`)?.[16383] !== n % 256) return n; return 'all'";
        Assert.Equal("\"all\"", await app.RunAsync(readAll));

        disk.Free();
        Assert.Equal("\"no error\"", await app.RunAsync("return failure(() => Store.open('default').set('after', utf8('x')))"));
        Assert.Equal("\"all\"", await app.RunAsync(readAll));
    }

    [Fact]
    public async Task Sqlite_DiskIsFull_LosesNothingAndRecovers()
    {
        await using SmallDisk disk = await SmallDisk.CreateAsync(DiskBytes, BallastBytes);
        await using ScriptApp app = await ScriptApp.StartAsync("sqlite_databases = ['default']", stateFolder: disk.Path);

        JsonNode filled = await RunAsync(app,
            """
            const db = Sqlite.open('default');
            db.execute('CREATE TABLE t (n INTEGER PRIMARY KEY, content BLOB)', []);
            for (let n = 0; n < 1000; n++) {
              const error = failure(() => db.execute(`INSERT INTO t VALUES (${n}, randomblob(16384))`, []));
              if (error !== 'no error') return { n, error };
            }
            """);

        int kept = (int)filled["n"]!;
        Assert.InRange(kept, 1, 999);
        Assert.Equal("database-full", (string?)filled["error"]!["tag"]);
        const string Count = "return Sqlite.open('default').execute('SELECT count(*) FROM t', []).rows[0].values[0].val";
        Assert.Equal($"{kept}", await app.RunAsync(Count));

        disk.Free();
        Assert.Equal("\"no error\"", await app.RunAsync("return failure(() => Sqlite.open('default').execute('INSERT INTO t VALUES (5000, randomblob(16384))', []))"));
        Assert.Equal($"{kept + 1}", await app.RunAsync(Count));
    }

    private static async Task<JsonNode> RunAsync(ScriptApp app, string script) => JsonNode.Parse(await app.RunAsync(script))!;
}
