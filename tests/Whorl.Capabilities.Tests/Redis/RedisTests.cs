using Whorl.Capabilities.Tests.Infrastructure;
using Whorl.Capabilities.Tests.Servers;

namespace Whorl.Capabilities.Tests.Redis;

public sealed class RedisTests(RedisServer server)
{
    public static TheoryData<string> Cases => ScriptApp.CasesOf("redis");

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Guest_UsesEveryFunction(string script)
    {
        await using ScriptApp app = await StartAsync(server);
        await app.CheckAsync(script);
    }

    [Fact]
    public async Task Transaction_GuestLeavesItOpen_DoesNotReachTheNextGuest()
    {
        await using ScriptApp app = await StartAsync(server);
        await app.RunAsync("const r = RedisV2.open(variable('redis')); r.execute('MULTI', []); r.execute('SELECT', [{ tag: 'int64', val: 3 }])");
        Assert.Equal("\"seen\"", await app.RunAsync("const r = RedisV2.open(variable('redis')); r.set('leak', utf8('seen')); return r.get('leak')"));
    }

    [Fact]
    public async Task Open_HostThatIsNotAllowed_IsDeniedAndLogged()
    {
        await using ScriptApp app = await StartAsync(server);
        await app.RunAsync("return failure(() => RedisV2.open('redis://10.1.2.3:6379'))");
        await app.Log.LineAsync("`test-app`", "`script`", "redis://10.1.2.3", "(redis)", "allowed_outbound_hosts");
    }

    [Fact]
    public async Task Server_KilledAndStartedAgain_GuestsGetAnErrorAndThenItWorks()
    {
        await using var own = new RedisServer();
        await own.InitializeAsync();
        await using ScriptApp app = await StartAsync(own);
        const string Set = "const r = RedisV2.open(variable('redis')); r.set('k', utf8('kept')); return 'set'";
        const string Get = "return RedisV2.open(variable('redis')).get('k')";
        Assert.Equal("\"set\"", await app.RunAsync(Set));
        own.Kill();
        Assert.Contains("other", await app.RunAsync($"return failure(() => {{ {Get} }})"), StringComparison.Ordinal);
        await own.InitializeAsync();
        Assert.Equal("\"kept\"", await app.RunAsync(Get));
    }

    [Fact]
    public async Task Server_DiesDuringASession_TheSessionRecovers()
    {
        await using var own = new RedisServer();
        await own.InitializeAsync();
        await using ScriptApp app = await StartAsync(own);
        Assert.Equal("\"PONG\"", await app.RunAsync(
            """
            const r = RedisV2.open(variable('redis'));
            failure(() => r.execute('DEBUG', [{ tag: 'binary', val: utf8('SLEEP') }, { tag: 'int64', val: 0 }]));
            r.execute('QUIT', []);
            failure(() => r.execute('PING', []));
            return r.execute('PING', [])[0].val;
            """));
    }

    [Fact]
    public async Task Command_ThatWaitsTooLong_IsEndedByTheLimitAndItsConnectionIsNotUsedAgain()
    {
        await using ScriptApp app = await StartAsync(server, "host-call = '300ms'");
        Assert.Contains("`host-call`", await app.RunAsync(
            "return failure(() => RedisV2.open(variable('redis')).execute('BLPOP', [{ tag: 'binary', val: utf8('nothing') }, { tag: 'int64', val: 0 }])).val"),
            StringComparison.Ordinal);
        Assert.Equal("\"PONG\"", await app.RunAsync("return RedisV2.open(variable('redis')).execute('PING', [])[0].val"));
    }

    [Fact]
    public async Task Connections_MoreThanTheAppMayHave_WaitForOneAnother()
    {
        await using ScriptApp app = await StartAsync(server, runtimeConfig: "[outbound_redis]\nmax_connections = 2");
        string[] answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.RunAsync("return RedisV2.open(variable('redis')).execute('PING', [])[0].val")));
        Assert.All(answers, answer => Assert.Equal("\"PONG\"", answer));
    }

    [Fact]
    public async Task Connections_MoreThanAnInstanceMayHave_AreRefused()
    {
        await using ScriptApp app = await StartAsync(server, "outbound-connections = 2");
        Assert.Contains("too-many-connections", await app.RunAsync(
            "const open = [1, 2].map(() => RedisV2.open(variable('redis'))); return failure(() => RedisV2.open(variable('redis')))"), StringComparison.Ordinal);
    }

    private static Task<ScriptApp> StartAsync(RedisServer server, string limits = "", string runtimeConfig = "") => ScriptApp.StartAsync(
        $"allowed_outbound_hosts = ['redis://127.0.0.1:{server.Port}']", runtimeConfig, limits: limits, variables: new() { ["redis"] = server.Url });
}
