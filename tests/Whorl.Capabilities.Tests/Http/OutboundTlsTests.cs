using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Whorl.Apps.Diagnostics;
using Whorl.Capabilities.Tests.Infrastructure;
using Whorl.Capabilities.Tests.Servers;

namespace Whorl.Capabilities.Tests.Http;

/// <summary>Guests against a server that has its certificate from an authority of its own, and demands one of its clients.</summary>
public sealed class OutboundTlsTests
{
    private const string Hosts = "allowed_outbound_hosts = ['https://127.0.0.1:*', 'https://localhost:*']";

    [Theory]
    [InlineData("fetch('HTTPS', variable('server'), '/').body")]
    [InlineData("text(sendRequest({ method: 'get', uri: `https://${variable('server')}/`, headers: [], params: [] }).body)")]
    public async Task Request_ToAHostOfTheTable_ShowsTheCertificateAndSpeaksHttp2(string request)
    {
        using var authority = new TestAuthority();
        await using WebServer server = await StartServerAsync(authority);
        await using ScriptApp app = await StartAsync(authority, server.Authority, "127.0.0.1");

        Assert.Equal("\"CN=client over HTTP/2\"", await app.RunAsync($"return {request}"));
    }

    [Theory]
    [InlineData("script", "localhost")]
    [InlineData("other", "127.0.0.1")]
    public async Task Request_OutsideOfTheTable_DoesNotTrustTheServer(string component, string host)
    {
        using var authority = new TestAuthority();
        await using WebServer server = await StartServerAsync(authority);
        await using ScriptApp app = await StartAsync(authority, server.Authority, host, component);

        Assert.Equal("\"TLS-certificate-error\"", await app.RunAsync("return fetch('HTTPS', variable('server'), '/')"));
    }

    [Fact]
    public async Task Request_ToAHostOfTwoTables_TakesTheFirst()
    {
        using var authority = new TestAuthority();
        await using WebServer server = await StartServerAsync(authority);
        authority.Issue("second").Dispose();
        await using ScriptApp app = await StartAsync(authority, server.Authority, "127.0.0.1", more: Table("script", "127.0.0.1", "second"));

        Assert.Equal("\"CN=client over HTTP/2\"", await app.RunAsync("return fetch('HTTPS', variable('server'), '/').body"));
    }

    [Fact]
    public async Task Request_WithoutTheClientCertificate_IsRefusedByTheServer()
    {
        using var authority = new TestAuthority();
        await using WebServer server = await StartServerAsync(authority);
        string table = $"""
            [[client_tls]]
            component_ids = ["script"]
            hosts = ["127.0.0.1"]
            ca_roots_file = "root.pem"
            """;
        await using ScriptApp app = await StartAsync(server.Authority, table, authority.Folder);

        Assert.Equal("\"string\"", await app.RunAsync("return typeof fetch('HTTPS', variable('server'), '/')"));
    }

    [Fact]
    public async Task Start_FilesOfATableAreMissing_AreRefusedAndNamed()
    {
        using var authority = new TestAuthority();
        var refusal = await Assert.ThrowsAsync<AppException>(() => StartAsync(authority, "127.0.0.1:1", "127.0.0.1", certificate: "nobody"));

        Assert.Collection(
            refusal.Diagnostics,
            first => Assert.StartsWith($"[[client_tls]]: `client_cert_file` names the file {authority.Folder}/nobody.pem, which cannot be read: ", first.Message, StringComparison.Ordinal),
            second => Assert.StartsWith($"[[client_tls]]: `client_private_key_file` names the file {authority.Folder}/nobody.key, which cannot be read: ", second.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_KeyIsOfAnotherCertificate_IsRefusedWithoutShowingIt()
    {
        using var authority = new TestAuthority();
        authority.Issue("client").Dispose();
        authority.Issue("other").Dispose();
        File.Copy(Path.Combine(authority.Folder, "other.key"), Path.Combine(authority.Folder, "client.key"), overwrite: true);
        var refusal = await Assert.ThrowsAsync<AppException>(() => StartAsync(authority, "127.0.0.1:1", "127.0.0.1", isIssued: true));

        Diagnostic diagnostic = Assert.Single(refusal.Diagnostics);
        Assert.Contains("client_private_key_file", diagnostic.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("BEGIN", diagnostic.Message, StringComparison.Ordinal);
    }

    private static Task<WebServer> StartServerAsync(TestAuthority authority)
    {
        X509Certificate2 certificate = authority.Issue("server");
        return WebServer.StartAsync(
            context => context.Response.WriteAsync($"{context.Connection.ClientCertificate?.Subject} over {context.Request.Protocol}"),
            listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.UseHttps(new HttpsConnectionAdapterOptions
                {
                    ServerCertificate = certificate,
                    ClientCertificateMode = ClientCertificateMode.RequireCertificate,
                    ClientCertificateValidation = (shown, _, _) => authority.HasIssued(shown),
                });
            });
    }

    private static Task<ScriptApp> StartAsync(
        TestAuthority authority, string server, string host, string component = "script", string certificate = "client", string more = "", bool isIssued = false)
    {
        if (!isIssued && certificate == "client")
        {
            authority.Issue("client").Dispose();
        }

        return StartAsync(server, $"{Table(component, host, certificate)}\n{more}", authority.Folder);
    }

    private static Task<ScriptApp> StartAsync(string server, string config, string folder) =>
        ScriptApp.StartAsync(Hosts, config, stateFolder: folder, variables: new Dictionary<string, string> { ["server"] = server });

    private static string Table(string component, string host, string certificate) => $"""
        [[client_tls]]
        component_ids = ["{component}"]
        hosts = ["{host}"]
        ca_roots_file = "root.pem"
        client_cert_file = "{certificate}.pem"
        client_private_key_file = "{certificate}.key"
        """;
}
