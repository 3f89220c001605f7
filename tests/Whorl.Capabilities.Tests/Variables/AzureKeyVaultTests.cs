using Microsoft.AspNetCore.Http;
using Whorl.Apps.Configuration;
using Whorl.Apps.Variables;
using Whorl.Apps.Variables.Azure;
using Whorl.Capabilities.Tests.Infrastructure;
using Whorl.Capabilities.Tests.Servers;

namespace Whorl.Capabilities.Tests.Variables;

/// <summary>The provider against a server that plays Azure's documented API: the authority, the service of a machine, and the vault.</summary>
public sealed class AzureKeyVaultTests
{
    private const string Configured = "client_id = 'app'\nclient_secret = 'app-secret'\ntenant_id = 'contoso'";

    [Fact]
    public async Task ClientSecret_OfTheConfiguration_GuestReadsTheSecret()
    {
        await using var azure = await AzureServer.StartAsync();
        await using ScriptApp app = await ScriptApp.StartAsync(
            "",
            variables: new Dictionary<string, string> { ["db_password"] = "not this" },
            options: o => o with { VariableProviders = [Provider(azure, Configured)] });

        Assert.Equal("\"hunter2\"", await app.RunAsync("return variable('db_password')"));
        Assert.Equal(
            ["POST /contoso/oauth2/v2.0/token grant_type=client_credentials&client_id=app&scope=https%3A%2F%2Fvault.azure.net%2F.default&client_secret=app-secret", "GET /secrets/db-password?api-version=7.4 "],
            azure.Asked);
    }

    [Fact]
    public async Task ClientSecret_OfTheEnvironment_IsUsedWhenTheConfigurationHasNone()
    {
        await using var azure = await AzureServer.StartAsync();
        AzureKeyVaultVariableProvider provider = Provider(azure, "", new()
        {
            ["AZURE_TENANT_ID"] = "contoso", ["AZURE_CLIENT_ID"] = "app", ["AZURE_CLIENT_SECRET"] = "app-secret", ["AZURE_AUTHORITY_HOST"] = azure.Url,
        });

        Assert.Equal("hunter2", await provider.GetAsync("db_password", CancellationToken.None));
    }

    [Fact]
    public async Task FederatedToken_IsReadFromItsFile()
    {
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(folder.PathOf("token"), "assertion\n");
        await using var azure = await AzureServer.StartAsync();
        AzureKeyVaultVariableProvider provider = Provider(azure, "", new()
        {
            ["AZURE_TENANT_ID"] = "contoso", ["AZURE_CLIENT_ID"] = "app", ["AZURE_FEDERATED_TOKEN_FILE"] = folder.PathOf("token"), ["AZURE_AUTHORITY_HOST"] = azure.Url,
        });

        Assert.Equal("hunter2", await provider.GetAsync("db_password", CancellationToken.None));
        Assert.EndsWith("client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion=assertion", azure.Asked[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Machine_WithAnIdentity_NeedsNoSecret()
    {
        await using var azure = await AzureServer.StartAsync();
        AzureKeyVaultVariableProvider provider = Provider(azure, "", new() { ["AZURE_CLIENT_ID"] = "of-this-machine", ["AZURE_POD_IDENTITY_AUTHORITY_HOST"] = azure.Url });

        Assert.Equal("hunter2", await provider.GetAsync("db_password", CancellationToken.None));
        Assert.Equal("GET /metadata/identity/oauth2/token?api-version=2018-02-01&resource=https%3A%2F%2Fvault.azure.net&client_id=of-this-machine ", azure.Asked[0]);
    }

    [Fact]
    public async Task Value_IsKeptForAWhile_AndTheTokenAsLongAsItIsGood()
    {
        await using var azure = await AzureServer.StartAsync();
        var time = new SetTime();
        AzureKeyVaultVariableProvider provider = Provider(azure, Configured, time: time);

        await provider.GetAsync("db_password", CancellationToken.None);
        await provider.GetAsync("db_password", CancellationToken.None);
        Assert.Equal(2, azure.Asked.Count);

        time.Advance(TimeSpan.FromMinutes(1));
        await provider.GetAsync("db_password", CancellationToken.None);
        Assert.Equal(3, azure.Asked.Count);

        time.Advance(TimeSpan.FromHours(1));
        await provider.GetAsync("db_password", CancellationToken.None);
        Assert.Equal(5, azure.Asked.Count);
    }

    [Fact]
    public async Task Token_IsRefusedBeforeItsTime_AnotherOneIsAskedFor()
    {
        await using var azure = await AzureServer.StartAsync();
        AzureKeyVaultVariableProvider provider = Provider(azure, Configured);
        await provider.GetAsync("db_password", CancellationToken.None);
        azure.WithdrawTokens();

        Assert.Equal("other", await provider.GetAsync("other", CancellationToken.None));
    }

    [Fact]
    public async Task Secret_ThatIsNotThere_IsLeftToTheNextProvider()
    {
        await using var azure = await AzureServer.StartAsync();
        Assert.Null(await Provider(azure, Configured).GetAsync("missing", CancellationToken.None));
    }

    [Theory]
    [InlineData("client_id = 'app'\nclient_secret = 'wrong-secret'\ntenant_id = 'contoso'", "db_password", "gives no token: status 401 (invalid_client)")]
    [InlineData(Configured, "forbidden", "it answered 403")]
    [InlineData(Configured, "garbage", "its answer is not that of a key vault")]
    public async Task Failure_IsExplainedWithoutAnySecret(string identity, string variable, string expected)
    {
        await using var azure = await AzureServer.StartAsync();
        var failure = await Assert.ThrowsAsync<VariableException>(() => Provider(azure, identity).GetAsync(variable, CancellationToken.None).AsTask());

        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", failure.ToString(), StringComparison.Ordinal);
    }

    private static AzureKeyVaultVariableProvider Provider(AzureServer azure, string identity, Dictionary<string, string>? environment = null, TimeProvider? time = null)
    {
        RuntimeConfig config = RuntimeConfigReader.Parse(
            $"[[variables_provider]]\ntype = 'azure_key_vault'\nvault_url = '{azure.Url}'\nauthority_host = '{azure.Url}'\n{identity}", Path.GetTempPath(), "runtime-config.toml");
        var provider = Assert.IsType<VariablesProviderConfig.AzureKeyVault>(Assert.Single(config.VariablesProviders));
        return new AzureKeyVaultVariableProvider(azure.Http, provider, name => environment?.GetValueOrDefault(name), time ?? TimeProvider.System);
    }

    private sealed class AzureServer : IAsyncDisposable
    {
        private readonly List<string> _asked = [];
        private WebServer? _web;
        private int _tokens;

        public HttpMessageInvoker Http { get; } = new(new SocketsHttpHandler());

        public string Url => _web!.Url;

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

        public static async Task<AzureServer> StartAsync()
        {
            var server = new AzureServer();
            server._web = await WebServer.StartAsync(server.AnswerAsync);
            return server;
        }

        public void WithdrawTokens() => _tokens++;

        public async ValueTask DisposeAsync()
        {
            Http.Dispose();
            await _web!.DisposeAsync();
        }

        private async Task AnswerAsync(HttpContext context)
        {
            HttpRequest request = context.Request;
            string body = await WebServer.BodyAsync(context);
            lock (_asked)
            {
                _asked.Add($"{request.Method} {request.Path}{request.QueryString} {body}");
            }

            (int status, string answer) = request.Path.Value switch
            {
                "/contoso/oauth2/v2.0/token" when body.Contains("wrong-secret", StringComparison.Ordinal) =>
                    (401, """{"error": "invalid_client", "error_description": "The secret wrong-secret is not the app's"}"""),
                "/contoso/oauth2/v2.0/token" => (200, Token("3600")),
                "/metadata/identity/oauth2/token" when request.Headers["Metadata"] == "true" => (200, Token("\"3600\"")),
                _ when request.Headers.Authorization != $"Bearer token-{_tokens}" => (401, """{"error": {"code": "Unauthorized"}}"""),
                "/secrets/db-password" => (200, $$$"""{"value": "hunter2", "id": "{{{Url}}}/secrets/db-password/1", "attributes": {"enabled": true}}"""),
                "/secrets/other" => (200, """{"value": "other"}"""),
                "/secrets/forbidden" => (403, """{"error": {"code": "Forbidden", "message": "hunter2"}}"""),
                "/secrets/garbage" => (200, "hunter2"),
                _ => (404, """{"error": {"code": "SecretNotFound"}}"""),
            };
            context.Response.StatusCode = status;
            await context.Response.WriteAsync(answer);
        }

        private string Token(string lifetime) => $$"""{"access_token": "token-{{_tokens}}", "token_type": "Bearer", "expires_in": {{lifetime}} }""";
    }
}
