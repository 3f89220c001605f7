using Microsoft.AspNetCore.Http;
using Whorl.Capabilities.Tests.Infrastructure;
using Whorl.Capabilities.Tests.Servers;

namespace Whorl.Capabilities.Tests.Async;

/// <summary>A guest of WASI 0.3 in JavaScript that calls every async function of the interfaces.</summary>
public sealed class AsyncScriptTests(RedisServer redis, MariaDbServer mysql, PostgresServer postgres, MosquittoServer mqtt)
{
    public static TheoryData<string> Cases => ScriptApp.CasesOf("async");

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Guest_CallsEveryAsyncFunction(string script)
    {
        await using WebServer web = await WebServer.StartAsync(context => context.Response.WriteAsync($"you asked for {context.Request.Path}"));
        await using ScriptApp app = await ScriptApp.StartAsync(
            $"""
            key_value_stores = ["default"]
            sqlite_databases = ["default"]
            allowed_outbound_hosts = [
              "redis://127.0.0.1:{redis.Port}", "mysql://127.0.0.1:{mysql.Port}", "postgres://127.0.0.1:{postgres.Port}", "mqtt://127.0.0.1:{mqtt.Port}", "{web.Url}",
            ]
            """,
            variables: new() { ["redis"] = redis.Url + "/4", ["mysql"] = mysql.Url, ["postgres"] = postgres.Url, ["mqtt"] = mqtt.Url, ["web"] = web.Url },
            guest: "script3");

        await app.CheckAsync(script);
    }
}
