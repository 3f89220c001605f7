using Whorl.Capabilities.Tests.Infrastructure;
using Whorl.Capabilities.Tests.Servers;

namespace Whorl.Capabilities.Tests.MySql;

public sealed class MySqlTests(MariaDbServer server)
{
    public static TheoryData<string> Cases => ScriptApp.CasesOf("mysql");

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Guest_UsesEveryFunction(string script)
    {
        await using ScriptApp app = await StartAsync();
        await app.CheckAsync(script);
    }

    [Fact]
    public async Task Transaction_GuestLeavesItOpen_IsRolledBackAndReachesNobody()
    {
        await using ScriptApp app = await StartAsync();
        await app.RunAsync("const db = MysqlV2.open(variable('server')); db.execute('CREATE TABLE IF NOT EXISTS leaks (x int)', [])");
        await app.RunAsync("const db = MysqlV2.open(variable('server')); db.execute('START TRANSACTION', []); db.execute('INSERT INTO leaks VALUES (1)', []); db.execute('SET @secret = 5', [])");
        Assert.Equal("[0,\"db-null\"]", (await app.RunAsync(
            "const [count, secret] = MysqlV2.open(variable('server')).query('SELECT count(*), @secret FROM leaks', []).rows[0]; return [Number(count.val), secret.tag]"))
            .Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Value_ThatCannotBeGiven_IsAnErrorThatNamesItsColumn()
    {
        await using ScriptApp app = await StartAsync();

        string error = await app.RunAsync("""
            const db = MysqlV2.open(variable('server'));
            db.execute('CREATE TEMPORARY TABLE days (day date)', []);
            db.execute("INSERT INTO days VALUES ('0000-00-00')", []);
            return failure(() => db.query('SELECT day FROM days', []));
            """);

        Assert.Contains("\"tag\": \"value-conversion-failed\"", error, StringComparison.Ordinal);
        Assert.Contains("a value of column `day` (DATE) cannot be given: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_EndedByTheServer_IsOneLineWithIt()
    {
        await using ScriptApp app = await StartAsync();

        await app.RunAsync("const db = MysqlV2.open(variable('server')); for (let i = 0; i < 2; i++) failure(() => db.execute('KILL CONNECTION_ID()', []))");

        string line = Assert.Single(app.Log.Lines, l => l.StartsWith("Warning: ", StringComparison.Ordinal));
        Assert.StartsWith($"Warning: Cannot be used: component `script` of app `test-app`, mysql execute: the connection to 127.0.0.1:{server.Port} failed: ", line, StringComparison.Ordinal);
    }

    private Task<ScriptApp> StartAsync() => ScriptApp.StartAsync(
        $"allowed_outbound_hosts = ['mysql://127.0.0.1:{server.Port}']", variables: new() { ["server"] = server.Url });
}
