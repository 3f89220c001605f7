using Microsoft.AspNetCore.Http;
using Whorl.Apps.Diagnostics;
using Whorl.Capabilities.Tests.Infrastructure;
using Whorl.Capabilities.Tests.Servers;

namespace Whorl.Capabilities.Tests.Sqlite;

public sealed class LibSqlTests
{
    private const string Default = "sqlite_databases = ['default']";
    private const string Count = "return Sqlite.open('default').execute('SELECT count(*) FROM t', []).rows[0].values[0].val";

    public static TheoryData<string, string, bool> Cases
    {
        get
        {
            // What a guest may do with a file of ours is in the other case.
            var cases = new TheoryData<string, string, bool>();
            foreach (string script in (string[])["sqlite/v1.js", "sqlite/v2.js", "sqlite/v3.js"])
            {
                cases.Add(script, "v3", false);
                cases.Add(script, "v3", true);
                cases.Add(script, "v2", false);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Guest_UsesEveryFunction(string script, string version, bool moves)
    {
        using var folder = new TestFolder();
        await using HranaServer server = await StartAsync(folder);
        server.MovesStreams = moves;
        server.Versions.RemoveWhere(v => v != version);
        await using ScriptApp app = await ScriptApp.StartAsync(Default, server.Config);
        await app.CheckAsync(script);
    }

    [Fact]
    public async Task Values_OfEveryType_ComeBackAsTheyWere()
    {
        using var folder = new TestFolder();
        await using HranaServer server = await StartAsync(folder);
        await using ScriptApp app = await ScriptApp.StartAsync(Default, server.Config);

        Assert.Equal("[9007199254740991,-9007199254740991,0.1,\"\",\"\\u0000ü\\\"\",\"\",\"b\",\"bytes\",\"null\"]", Compact(await app.RunAsync(
            """
            return Sqlite.open('default').execute('SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?', [
              { tag: 'integer', val: 9007199254740991 }, { tag: 'integer', val: -9007199254740991 }, { tag: 'real', val: 0.1 },
              { tag: 'text', val: '' }, { tag: 'text', val: '\0ü"' }, { tag: 'blob', val: utf8('') }, { tag: 'blob', val: utf8('b') }, { tag: 'blob', val: utf8('bytes') }, { tag: 'null' },
            ]).rows[0].values.map((value) => value.val ?? value.tag);
            """)));
    }

    [Fact]
    public async Task Errors_OfTheServer_ReachTheGuest()
    {
        using var folder = new TestFolder();
        await using HranaServer server = await StartAsync(folder);
        await using ScriptApp app = await ScriptApp.StartAsync(Default, server.Config);

        string errors = await app.RunAsync(
            """
            const db = Sqlite.open('default');
            db.execute('CREATE TABLE t (x UNIQUE)', []);
            db.execute('INSERT INTO t VALUES (1)', []);
            const failures = ['INSERT INTO t VALUES (1)', 'SELEC', 'SELECT 1; SELECT 2', 'SELECT ?'].map((sql) => failure(() => db.execute(sql, [])).val);
            db.execute('PRAGMA max_page_count = 3', []);
            failures.push(failure(() => db.execute('INSERT INTO t VALUES (randomblob(100000))', [])).tag);
            failures.push(failure(() => db.execute('SELECT ?', [{ tag: 'real', val: NaN }])).val);
            return failures;
            """);

        string[] expected = ["UNIQUE constraint failed: t.x", "syntax error", "more than one statement", "1 parameters", "database-full", "not a finite number"];
        Assert.All(expected, text => Assert.Contains(text, errors, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Transaction_LeftOpen_IsRolledBackAtTheServerAtOnce()
    {
        using var folder = new TestFolder();
        await using HranaServer server = await StartAsync(folder);
        await using ScriptApp app = await ScriptApp.StartAsync(Default, server.Config);
        await app.RunAsync("Sqlite.open('default').execute('CREATE TABLE t (x)', [])");
        await app.RunAsync("const db = Sqlite.open('default'); db.execute('BEGIN IMMEDIATE', []); db.execute('INSERT INTO t VALUES (1)', [])");

        // It would be locked as long as the other transaction goes on.
        await server.ClosedAsync(2);
        Assert.Equal("0", await app.RunAsync(Count));
        Assert.Equal("1", await app.RunAsync("const db = Sqlite.open('default'); db.execute('INSERT INTO t VALUES (1)', []); return Number(db.changes())"));
    }

    [Fact]
    public async Task Stream_ClosedForBeingIdle_IsNotNoticedOutsideOfATransaction()
    {
        using var folder = new TestFolder();
        await using HranaServer server = await StartAsync(folder);
        await using WebServer trigger = await ClosingStreamsAsync(server);
        await using ScriptApp app = await StartAsync(server, trigger);

        Assert.Equal("[1,2]", Compact(await app.RunAsync(
            $"""
            const db = Sqlite.open('default');
            const first = db.execute('SELECT 1', []).rows[0].values[0].val;
            sendRequest({"{ method: 'get', uri: variable('idle'), headers: [], params: [] }"});
            return [first, db.execute('SELECT 2', []).rows[0].values[0].val];
            """)));
    }

    [Fact]
    public async Task Stream_ClosedWithinATransaction_FailsUntilAnotherConnectionIsOpened()
    {
        using var folder = new TestFolder();
        await using HranaServer server = await StartAsync(folder);
        await using WebServer trigger = await ClosingStreamsAsync(server);
        await using ScriptApp app = await StartAsync(server, trigger);

        string answers = await app.RunAsync(
            $"""
            const db = Sqlite.open('default');
            db.execute('CREATE TABLE t (x)', []);
            db.execute('BEGIN', []);
            db.execute('INSERT INTO t VALUES (1)', []);
            sendRequest({"{ method: 'get', uri: variable('idle'), headers: [], params: [] }"});
            const insert = () => failure(() => db.execute('INSERT INTO t VALUES (2)', [])).val;
            return [insert(), insert(), Sqlite.open('default').execute('SELECT count(*) FROM t', []).rows[0].values[0].val];
            """);

        const string Lost = "the connection was lost in a transaction, which is rolled back; open another one";
        Assert.Equal($"[\"{Lost}\",\"{Lost}\",0]", Compact(answers));
    }

    [Theory]
    [InlineData(500, "oops", "answered with the status 500")]
    [InlineData(200, "<html>", "does not answer as a libSQL server")]
    [InlineData(200, "{\"results\":[]}", "does not answer as a libSQL server")]
    [InlineData(401, "", "refuses the `token` of [sqlite_database.default]")]
    public async Task Server_AnswersBadly_GuestGetsAnErrorAndItWorksAgainAfter(int status, string body, string expected)
    {
        using var folder = new TestFolder();
        await using HranaServer server = await StartAsync(folder);
        await using ScriptApp app = await ScriptApp.StartAsync(Default, server.Config);
        server.Fault = context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(body);
        };

        string error = await app.RunAsync("return failure(() => Sqlite.open('default').execute('SELECT 1', []))");

        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain(HranaServer.Token, error, StringComparison.Ordinal);
        server.Fault = null;
        Assert.Equal("1", await app.RunAsync("return Sqlite.open('default').execute('SELECT 1', []).rows[0].values[0].val"));
    }

    [Fact]
    public async Task Server_ThatIsSlow_IsEndedByTheLimit()
    {
        using var folder = new TestFolder();
        await using HranaServer server = await StartAsync(folder);
        server.Fault = context => Task.Delay(Timeout.Infinite, context.RequestAborted);
        await using ScriptApp app = await ScriptApp.StartAsync(Default, server.Config, limits: "host-call = '200ms'");
        Assert.Contains("`host-call`", await app.RunAsync("return failure(() => Sqlite.open('default').execute('SELECT 1', []))"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_InitialStatements_AreRunOnTheServer()
    {
        using var folder = new TestFolder();
        await using HranaServer server = await StartAsync(folder);
        await using ScriptApp app = await ScriptApp.StartAsync(
            Default, server.Config, options: o => o with { InitialStatements = [new("default", "CREATE TABLE t (x); INSERT INTO t VALUES (5)")] });
        Assert.Equal("1", await app.RunAsync(Count));
        await Assert.ThrowsAsync<AppException>(() => ScriptApp.StartAsync(
            Default, server.Config, options: o => o with { InitialStatements = [new("default", "SELEC")] }));
    }

    private static Task<HranaServer> StartAsync(TestFolder folder) => HranaServer.StartAsync(folder.PathOf("hrana.db"));

    private static Task<WebServer> ClosingStreamsAsync(HranaServer server) => WebServer.StartAsync(_ =>
    {
        server.CloseStreams();
        return Task.CompletedTask;
    });

    private static Task<ScriptApp> StartAsync(HranaServer server, WebServer trigger) => ScriptApp.StartAsync(
        $"{Default}\nallowed_outbound_hosts = ['http://127.0.0.1:*']", server.Config, variables: new Dictionary<string, string> { ["idle"] = trigger.Url + "/" });

    private static string Compact(string json) => System.Text.Json.Nodes.JsonNode.Parse(json)!.ToJsonString(
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
