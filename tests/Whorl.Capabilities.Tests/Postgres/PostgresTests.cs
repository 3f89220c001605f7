using System.Globalization;
using Whorl.Capabilities.Tests.Infrastructure;
using Whorl.Capabilities.Tests.Servers;

namespace Whorl.Capabilities.Tests.Postgres;

public sealed class PostgresTests(PostgresServer server)
{
    public static TheoryData<string> Cases => ScriptApp.CasesOf("postgres");

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Guest_UsesEveryFunction(string script)
    {
        await using ScriptApp app = await StartAsync(server);
        await app.CheckAsync(script);
    }

    [Fact]
    public async Task Transaction_GuestLeavesItOpen_IsRolledBackAndReachesNobody()
    {
        await using ScriptApp app = await StartAsync(server);
        await app.RunAsync("const db = Postgres.open(variable('server')); db.execute('CREATE TABLE IF NOT EXISTS leaks (x int)', [])");
        await app.RunAsync("const db = Postgres.open(variable('server')); db.execute('BEGIN', []); db.execute('INSERT INTO leaks VALUES (1)', []); db.execute(\"SET search_path = 'nowhere'\", [])");
        Assert.Equal("0", await app.RunAsync("return Number(Postgres.open(variable('server')).query('SELECT count(*) FROM leaks', []).rows[0][0].val)"));
    }

    [Fact]
    public async Task Query_ThatTakesTooLong_IsEndedByTheLimitAndLeavesThePoolWhole()
    {
        await using ScriptApp app = await StartAsync(server, "host-call = '300ms'");
        for (int i = 0; i < 3; i++)
        {
            Assert.Contains("`host-call`", await app.RunAsync("return failure(() => Postgres.open(variable('server')).query('SELECT pg_sleep(30)', [])).val"), StringComparison.Ordinal);
        }

        Assert.Equal("1", await app.RunAsync("return Postgres.open(variable('server')).query('SELECT 1', []).rows[0][0].val"));
    }

    [Fact]
    public async Task Server_KilledAndStartedAgain_GuestsGetAnErrorAndThenItWorks()
    {
        await using var own = new PostgresServer();
        await own.InitializeAsync();
        await using ScriptApp app = await StartAsync(own);
        const string Query = "return Postgres.open(variable('server')).query('SELECT 1', []).rows[0][0].val";
        Assert.Equal("1", await app.RunAsync(Query));
        own.Kill();
        Assert.Contains("connection-failed", await app.RunAsync($"return failure(() => {{ {Query} }})"), StringComparison.Ordinal);
        await own.InitializeAsync();
        Assert.Equal("1", await app.RunAsync(Query));
    }

    [Fact]
    public async Task Connection_EndedByTheServer_IsOneLineWithIt()
    {
        await using ScriptApp app = await StartAsync(server);

        await app.RunAsync("const db = Postgres.open(variable('server')); failure(() => db.query('SELECT pg_terminate_backend(pg_backend_pid())', []))");

        Assert.Equal(
            $"Warning: Cannot be used: component `script` of app `test-app`, postgres query: 127.0.0.1:{server.Port} ended the connection: terminating connection due to administrator command",
            Assert.Single(app.Log.Lines, l => l.StartsWith("Warning: ", StringComparison.Ordinal)));
    }

    private static Task<ScriptApp> StartAsync(PostgresServer server, string limits = "") => ScriptApp.StartAsync(
        $"allowed_outbound_hosts = ['postgres://127.0.0.1:{server.Port}']",
        limits: limits,
        variables: new() { ["server"] = server.Url, ["port"] = server.Port.ToString(CultureInfo.InvariantCulture) });
}
