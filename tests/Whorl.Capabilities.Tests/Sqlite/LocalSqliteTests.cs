using Whorl.Apps.Diagnostics;
using Whorl.Capabilities.Tests.Infrastructure;

namespace Whorl.Capabilities.Tests.Sqlite;

public sealed class LocalSqliteTests
{
    private const string Default = "sqlite_databases = ['default']";

    public static TheoryData<string> Cases => ScriptApp.CasesOf("sqlite");

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task File_Guest_UsesEveryFunction(string script)
    {
        using var state = new TestFolder();
        await using ScriptApp app = await ScriptApp.StartAsync(Default, stateFolder: state.Path);
        await app.CheckAsync(script);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Memory_Guest_UsesEveryFunction(string script)
    {
        await using ScriptApp app = await ScriptApp.StartAsync(Default);
        await app.CheckAsync(script);
    }

    [Fact]
    public async Task Transaction_GuestLeavesItOpen_IsRolledBackAndNobodySeesIt()
    {
        using var state = new TestFolder();
        await using ScriptApp app = await ScriptApp.StartAsync(Default, stateFolder: state.Path);
        await app.RunAsync("Sqlite.open('default').execute('CREATE TABLE t (x)', [])");
        await app.RunAsync("const db = Sqlite.open('default'); db.execute('BEGIN', []); db.execute('INSERT INTO t VALUES (1)', [])");
        Assert.Equal("0", await app.RunAsync("const db = Sqlite.open('default'); db.execute('BEGIN', []); return db.execute('SELECT count(*) FROM t', []).rows[0].values[0].val"));
    }

    [Fact]
    public async Task TemporaryTable_OfOneInstance_IsNotThereForTheNext()
    {
        await using ScriptApp app = await ScriptApp.StartAsync(Default);
        await app.RunAsync("Sqlite.open('default').execute('CREATE TEMP TABLE secret AS SELECT 42', [])");
        Assert.Contains("no such table", await app.RunAsync("return failure(() => Sqlite.open('default').execute('SELECT * FROM secret', []))"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_ForEver_IsEndedByTheLimit()
    {
        await using ScriptApp app = await ScriptApp.StartAsync(Default, limits: "host-call = '200ms'");
        const string Endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c";
        Assert.Contains("`host-call`", await app.RunAsync($"return failure(() => Sqlite.open('default').execute('{Endless}', []))"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_ResultIsTooLarge_FailsAndSaysTheLimit()
    {
        await using ScriptApp app = await ScriptApp.StartAsync(Default);
        const string Large = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 100) SELECT randomblob(2000000) FROM c";
        Assert.Contains(
            "query result exceeds limit of 134217728 bytes",
            await app.RunAsync($"return failure(() => Sqlite.open('default').execute('{Large}', []))"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_LockedByAnotherProcess_FailsInTimeAndWorksAgainAfter()
    {
        using var state = new TestFolder();
        await using ScriptApp app = await ScriptApp.StartAsync(Default, stateFolder: state.Path, limits: "host-call = '600ms'");
        await app.RunAsync("Sqlite.open('default').execute('CREATE TABLE t (x)', [])");
        using (new SqliteLock(state.PathOf("sqlite_db.db")))
        {
            Assert.Contains("locked", await app.RunAsync("return failure(() => Sqlite.open('default').execute('INSERT INTO t VALUES (1)', []))"), StringComparison.Ordinal);
        }

        Assert.Equal("1", await app.RunAsync("const db = Sqlite.open('default'); db.execute('INSERT INTO t VALUES (1)', []); return Number(db.changes())"));
    }

    [Fact]
    public async Task Execute_ManyGuestsAtOnce_LosesNothing()
    {
        using var state = new TestFolder();
        await using ScriptApp app = await ScriptApp.StartAsync(Default, stateFolder: state.Path);
        await app.RunAsync("Sqlite.open('default').execute('CREATE TABLE t (x)', [])");
        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => app.RunAsync(
            "const db = Sqlite.open('default'); for (let i = 0; i < 10; i++) db.execute('INSERT INTO t VALUES (1)', [])")));
        Assert.Equal("320", await app.RunAsync("return Sqlite.open('default').execute('SELECT count(*) FROM t', []).rows[0].values[0].val"));
    }

    [Fact]
    public async Task Open_TooMany_FailsAndClosingOneHelps()
    {
        await using ScriptApp app = await ScriptApp.StartAsync(Default);
        Assert.Equal("[64,\"ok\"]", (await app.RunAsync(
            """
            const open = [];
            try { for (;;) open.push(Sqlite.open('default')); } catch { /* as many as there may be */ }
            const most = open.length;
            open.pop()[Symbol.dispose]();
            Sqlite.open('default');
            return [most, 'ok'];
            """)).Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Load_DatabaseThatIsNotConfigured_FailsAndSaysWhatToAdd()
    {
        var failure = await Assert.ThrowsAsync<AppException>(() => ScriptApp.StartAsync("sqlite_databases = ['default', 'users']"));
        Assert.Contains(failure.Diagnostics, d => d.Code == DiagnosticCode.UnknownGrant && d.Remedy!.Contains("[sqlite_database.users]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Load_InitialStatements_AreRunFirst()
    {
        await using ScriptApp app = await ScriptApp.StartAsync(
            Default, options: o => o with { InitialStatements = [new("default", "CREATE TABLE t (x); INSERT INTO t VALUES (5)")] });
        Assert.Equal("5", await app.RunAsync("return Sqlite.open('default').execute('SELECT x FROM t', []).rows[0].values[0].val"));
    }
}
