using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Whorl.Apps.Network;
using Whorl.Capabilities.Tests.Infrastructure;
using Whorl.Capabilities.Tests.Servers;

namespace Whorl.Capabilities.Tests.Http;

/// <summary>HTTP/2 without TLS, to the one server that is known to speak it.</summary>
public sealed class PlaintextHttp2Tests
{
    [Theory]
    [InlineData(true, HttpProtocols.Http2, "{\n  \"status\": 200,\n  \"body\": \"HTTP/2\"\n}")]
    [InlineData(false, HttpProtocols.Http1, "{\n  \"status\": 200,\n  \"body\": \"HTTP/1.1\"\n}")]
    [InlineData(false, HttpProtocols.Http2, null)]
    [InlineData(true, HttpProtocols.Http1, null)]
    public async Task Request_GoesInHttp2_OnlyToTheServerThatIsNamed(bool isNamed, HttpProtocols spoken, string? expected)
    {
        await using WebServer server = await WebServer.StartAsync(context => context.Response.WriteAsync(context.Request.Protocol), listen => listen.Protocols = spoken);
        string named = isNamed ? server.Authority : "127.0.0.1:1";
        Assert.True(OutboundDestination.TryParse("http", named.AsSpan(), out OutboundDestination? destination));
        await using ScriptApp app = await ScriptApp.StartAsync("allowed_outbound_hosts = ['http://127.0.0.1:*']", options: o => o with { PlaintextHttp2 = destination });

        string answer = await app.RunAsync($"return fetch('HTTP', '{server.Authority}', '/')");

        if (expected is null)
        {
            Assert.DoesNotContain("200", answer, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(expected, answer);
        }
    }
}
