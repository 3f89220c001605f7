using System.Net;
using Whorl.Apps.Configuration;
using Whorl.Apps.Diagnostics;

namespace Whorl.Apps.Tests.Configuration;

public sealed class RuntimeConfigTests
{
    [Fact]
    public void Text_OfAConfiguration_HasNothingSecret()
    {
        RuntimeConfig config = Parse("""
            [key_value_store.cache]
            type = "redis"
            url = "redis://:hush@localhost:6379"
            [sqlite_database.remote]
            type = "libsql"
            url = "https://localhost"
            token = "hush"
            [llm_compute]
            type = "remote_http"
            url = "http://localhost"
            auth_token = "hush"
            [[variables_provider]]
            type = "vault"
            url = "http://localhost"
            token = "hush"
            mount = "kv"
            [[variables_provider]]
            type = "azure_key_vault"
            vault_url = "https://localhost"
            client_id = "id"
            client_secret = "hush"
            tenant_id = "tenant"
            authority_host = "AzurePublicCloud"
            """);

        Assert.All(
            [.. config.VariablesProviders, .. config.KeyValueStores.Values, .. config.SqliteDatabases.Values, config.LlmCompute!],
            (object entry) => Assert.DoesNotContain("hush", entry.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Parse_EveryKey_IsRead()
    {
        RuntimeConfig config = Parse("""
            state_dir = "state"
            log_dir = "/var/log/app"
            max_instance_memory = 67108864

            [key_value_store.default]
            type = "spin"
            path = "kv.db"
            [key_value_store.memory]
            type = "spin"
            [key_value_store.cache]
            type = "redis"
            url = "redis://localhost:6379"
            [key_value_store.shared]
            type = "postgres"
            url = "postgres://localhost/kv"
            [key_value_store.cosmos]
            type = "azure_cosmos"
            key = "k"
            account = "a"
            database = "d"
            container = "c"
            [key_value_store.dynamo]
            type = "aws_dynamo"
            region = "eu-north-1"
            table = "t"
            consistent_read = true

            [sqlite_database.default]
            type = "spin"
            path = "app.db"
            [sqlite_database.remote]
            type = "libsql"
            url = "https://example.turso.io"
            token = "secret"

            [llm_compute]
            type = "remote_http"
            url = "http://localhost:8000"
            auth_token = "secret"
            api_type = "open_ai"

            [[variables_provider]]
            type = "env"
            prefix = "APP"
            dotenv_path = "app.env"
            [[variables_provider]]
            type = "static"
            values = { color = "blue" }
            [[config_provider]]
            type = "vault"
            url = "http://127.0.0.1:8200"
            token = "root"
            mount = "secret"
            [[variables_provider]]
            type = "azure_key_vault"
            vault_url = "https://vault.example"
            client_id = "id"
            client_secret = "secret"
            tenant_id = "tenant"

            [outbound_networking]
            block_networks = ["10.0.0.0/8", "private"]
            max_socket_connections = 5
            max_total_connections = 50
            [outbound_http]
            max_connections = 7
            [outbound_pg]
            max_connections = 8
            [outbound_mysql]
            max_connections = 9
            [outbound_redis]
            max_connections = 10
            [outbound_mqtt]
            max_connections = 11
            max_payload_size_bytes = 4096

            [[client_tls]]
            component_ids = ["web"]
            hosts = ["db.example"]
            ca_roots_file = "ca.pem"
            client_cert_file = "cert.pem"
            client_private_key_file = "key.pem"
            """);
        Assert.Equal("/etc/whorl/state", config.StateFolder);
        Assert.Equal("/var/log/app", config.LogFolder);
        Assert.Equal(64L << 20, config.MaxInstanceMemoryBytes);
        Assert.Equal(
            ["Redis", "Unsupported", "Sqlite", "Unsupported", "Sqlite", "Postgres"], config.KeyValueStores.Values.Select(s => s.GetType().Name));
        Assert.Equal("/etc/whorl/kv.db", Assert.IsType<KeyValueStoreConfig.Sqlite>(config.KeyValueStores["default"]).Path);
        Assert.Null(Assert.IsType<KeyValueStoreConfig.Sqlite>(config.KeyValueStores["memory"]).Path);
        Assert.Equal("/etc/whorl/app.db", Assert.IsType<SqliteDatabaseConfig.Local>(config.SqliteDatabases["default"]).Path);
        Assert.IsType<SqliteDatabaseConfig.LibSql>(config.SqliteDatabases["remote"]);
        Assert.True(Assert.IsType<LlmComputeConfig.RemoteHttp>(config.LlmCompute).IsOpenAi);
        Assert.Equal(["Environment", "Static", "AzureKeyVault", "Vault"], config.VariablesProviders.Select(p => p.GetType().Name));
        Assert.Equal([IPNetwork.Parse("10.0.0.0/8")], config.BlockedNetworks);
        Assert.True(config.BlocksPrivateNetworks);
        Assert.Equal(
            new ConnectionLimits { Total = 50, Sockets = 5, Http = 7, Postgres = 8, MySql = 9, Redis = 10, Mqtt = 11, MqttPayloadBytes = 4096 }, config.Connections);
        Assert.Equal("/etc/whorl/ca.pem", Assert.Single(config.ClientTls).CaRootsFile);
    }

    [Fact]
    public void Parse_Empty_HasDefaults()
    {
        RuntimeConfig config = Parse("[outbound_http]");
        Assert.True(config.Connections.HttpPooling);
        Assert.Null(config.StateFolder);
        Assert.Empty(config.Summary);
    }

    [Fact]
    public void Parse_EmptyFolders_MeanNowhereAndOtherPathsAreRefused()
    {
        RuntimeConfig config = Parse("state_dir = ''\nlog_dir = ''");
        Assert.Equal(("", ""), (config.StateFolder, config.LogFolder));

        var failure = Assert.Throws<AppException>(() => Parse("[key_value_store.default]\ntype = 'spin'\npath = ''"));
        Assert.Equal("`path` in [key_value_store.default] is empty", Assert.Single(failure.Diagnostics).Message);
    }

    [Fact]
    public void Parse_ManyMistakes_AreAllReportedWithTheirPlaces()
    {
        var failure = Assert.Throws<AppException>(() => Parse("""
            stat_dir = "state"
            max_instance_memory = "64MB"

            [key_value_store.cache]
            type = "reddis"

            [key_value_store.shared]
            type = "redis"

            [sqlite_database.default]
            type = "spin"
            allow_attach_file = true

            [[variables_provider]]
            type = "vault"
            url = "not a url"
            token = "t"
            mount = "m"

            [outbound_networking]
            block_networks = ["10.0.0.0/99"]
            """));
        Assert.Equal(
            ["1:1", "2:23", "5:8", "7:18", "10:18", "16:7", "21:19"],
            failure.Diagnostics.Select(d => d.Location.ToString()));
        Assert.Equal(
            [
                DiagnosticCode.UnknownKey, DiagnosticCode.WrongType, DiagnosticCode.BadValue, DiagnosticCode.MissingKey, DiagnosticCode.BadValue,
                DiagnosticCode.BadValue, DiagnosticCode.BadValue,
            ],
            failure.Diagnostics.Select(d => d.Code));
        Assert.Contains("`state_dir`", failure.Diagnostics[0].Remedy, StringComparison.Ordinal);
        Assert.Contains("`redis`", failure.Diagnostics[2].Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("not a url", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("component_ids = ['web']\nhosts = ['db.example:8443']", "`hosts` in [[client_tls]] has `db.example:8443`, which is not a host")]
    [InlineData("component_ids = ['web']\nhosts = []", "[[client_tls]] names no host, so that it has no effect")]
    [InlineData("hosts = ['db.example']", "[[client_tls]] names no component, so that it has no effect")]
    [InlineData("component_ids = ['web']\nhosts = ['db.example']\nca_use_platform_roots = false", "[[client_tls]] trusts no authority, so that no server could be connected to")]
    [InlineData("component_ids = ['web']\nhosts = ['db.example']\nclient_cert_file = 'c.pem'", "[[client_tls]] has one of `client_cert_file` and `client_private_key_file`")]
    public void Parse_ClientTlsThatCannotWork_IsRefused(string table, string message) =>
        Assert.Equal(message, Assert.Single(Assert.Throws<AppException>(() => Parse($"[[client_tls]]\n{table}")).Diagnostics).Message);

    [Fact]
    public void Parse_ClientTls_HostsAreInTheirOneForm() =>
        Assert.Equal(["db.example", "[::1]"], Parse("[[client_tls]]\ncomponent_ids = ['web']\nhosts = ['DB.example', '[0:0::1]']").ClientTls[0].Hosts);

    [Theory]
    [InlineData("max_concurrent_requests = 0", 1)]
    [InlineData("max_concurrent_requests = 4", 5)]
    [InlineData("max_connections = 4", 4)]
    public void Parse_OutboundHttp_OldNameLetsOneMoreThrough(string setting, int connections) =>
        Assert.Equal(connections, Parse($"[outbound_http]\n{setting}").Connections.Http);

    [Fact]
    public void Parse_OutboundHttp_BothNamesAtOnce_AreRefused() =>
        Assert.Contains("`max_concurrent_requests`", Assert.Throws<AppException>(() => Parse("[outbound_http]\nmax_connections = 1\nmax_concurrent_requests = 1")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("", "https://login.microsoftonline.com/")]
    [InlineData("authority_host = 'AzureChina'", "https://login.chinacloudapi.cn/")]
    [InlineData("authority_host = 'login.example'", "https://login.example/")]
    public void Parse_AzureKeyVault_KnowsTheAuthorities(string setting, string authority)
    {
        RuntimeConfig config = Parse($"[[variables_provider]]\ntype = 'azure_key_vault'\nvault_url = 'https://v.example'\n{setting}");
        Assert.Equal(authority, Assert.IsType<VariablesProviderConfig.AzureKeyVault>(Assert.Single(config.VariablesProviders)).AuthorityHost.ToString());
    }

    private static RuntimeConfig Parse(string text) => RuntimeConfigReader.Parse(text, "/etc/whorl", "runtime-config.toml");
}
