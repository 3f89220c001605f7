using Microsoft.AspNetCore.Http;
using Whorl.Apps.Configuration;
using Whorl.Apps.Variables;
using Whorl.Capabilities.Tests.Servers;

namespace Whorl.Capabilities.Tests.Variables;

/// <summary>Plays the documented API of Vault with a key-value engine of version 2 at <c>secret</c>, and one at <c>team/kv</c>.</summary>
internal sealed class VaultServer : IAsyncDisposable
{
    public const string Token = "hvs.token-of-the-app";
    private readonly List<string> _asked = [];
    private readonly HashSet<string> _connections = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebServer? _web;

    public HttpMessageInvoker Http { get; } = new(new SocketsHttpHandler());

    public string Url => _web!.Url;

    public string Authority => _web!.Authority;

    /// <summary>The requests that came.</summary>
    public IReadOnlyList<string> Asked
    {
        get
        {
            lock (_asked)
            {
                return [.. _asked];
            }
        }
    }

    /// <summary>How many connections they came on.</summary>
    public int Connections
    {
        get
        {
            lock (_asked)
            {
                return _connections.Count;
            }
        }
    }

    public static async Task<VaultServer> StartAsync()
    {
        var server = new VaultServer();
        server._web = await WebServer.StartAsync(server.AnswerAsync);
        return server;
    }

    /// <summary>The provider that a configuration makes.</summary>
    public VaultVariableProvider Provider(string mount = "secret", string? prefix = null, string path = "", TimeProvider? time = null)
    {
        string more = prefix is null ? "" : $"prefix = '{prefix}'";
        RuntimeConfig config = RuntimeConfigReader.Parse(
            $"[[variables_provider]]\ntype = 'vault'\nurl = '{Url}{path}'\ntoken = '{Token}'\nmount = '{mount}'\n{more}", Path.GetTempPath(), "runtime-config.toml");
        return Assert.IsType<VaultVariableProvider>(Assert.Single(VariableProviders.Create(config, Http, time ?? TimeProvider.System)));
    }

    public async ValueTask DisposeAsync()
    {
        _ended.TrySetResult();
        Http.Dispose();
        await _web!.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        lock (_asked)
        {
            _asked.Add($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
            _connections.Add(context.Connection.Id);
        }

        (int status, string answer) = context.Request.Headers["X-Vault-Token"] != Token
            ? (403, """{"errors":["2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n"]}""")
            : await AnswerAsync(context.Request.Path.Value!, context);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer);
    }

    private async Task<(int Status, string Answer)> AnswerAsync(string path, HttpContext context)
    {
        switch (path.Replace("/behind/a/proxy", "", StringComparison.Ordinal))
        {
            case "/v1/secret/data/slow":
                await _ended.Task.WaitAsync(context.RequestAborted);
                return (200, "{}");
            case "/v1/secret/data/broken":
                context.Response.ContentLength = 100;
                await context.Response.WriteAsync("{\"data\":{\"data\":{\"value\":\"hunter2");
                await context.Response.Body.FlushAsync();
                context.Abort();
                return (200, "");
            case "/v1/secret/data/db_password" or "/v1/team/kv/data/db_password" or "/v1/secret/data/shop/live/db_password":
                return (200, Secret("""{"value":"hunter2","other":"x"}"""));
            case "/v1/secret/data/no_value":
                return (200, Secret("""{"password":"hunter2"}"""));
            case "/v1/secret/data/number":
                return (200, Secret("""{"value":12345678}"""));
            case "/v1/secret/data/deleted":
                return (404, Secret("null"));
            case "/v1/secret/data/forbidden":
                return (403, """{"errors":["1 error occurred:\n\t* permission denied: hunter2\n\n"]}""");
            case "/v1/secret/data/sealed":
                return (503, """{"errors":["Vault is sealed: hunter2"]}""");
            case "/v1/secret/data/failing":
                return (500, """{"errors":["internal error: hunter2"]}""");
            case "/v1/secret/data/garbage":
                return (200, "hunter2");
            case "/v1/secret/data/of_version_one":
                return (200, """{"lease_id":"","data":{"value":"hunter2"}}""");
            case var other when other.StartsWith("/v1/secret/", StringComparison.Ordinal):
                return (404, """{"errors":[]}""");
            case var other:
                return (404, $$"""{"errors":["no handler for route \"{{other["/v1/".Length..]}}\". route entry not found."]}""");
        }
    }

    private static string Secret(string data) => $$$"""
        {"request_id":"0f1e","lease_id":"","renewable":false,"lease_duration":0,"data":{"data":{{{data}}},
        "metadata":{"created_time":"2026-01-01T00:00:00Z","custom_metadata":null,"deletion_time":"","destroyed":false,"version":1}},"wrap_info":null,"warnings":null,"auth":null}
        """;
}
