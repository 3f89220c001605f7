namespace Whorl.Cli.Inspection;

/// <summary>Says which key of a component's table in the manifest grants what an interface asks for.</summary>
internal static class ManifestKeys
{
    public const string OutboundHosts = "allowed_outbound_hosts";
    public const string Environment = "environment";
    public const string Files = "files";
    public const string Variables = "variables";
    public const string KeyValueStores = "key_value_stores";
    public const string SqliteDatabases = "sqlite_databases";
    public const string AiModels = "ai_models";

    // By the beginning of an interface's name; the first that fits counts.
    private static readonly (string Beginning, string Key)[] s_keys =
    [
        ("wasi:http/outgoing-handler", OutboundHosts),
        ("wasi:http/client", OutboundHosts),
        ("wasi:sockets/", OutboundHosts),
        ("wasi:filesystem/", Files),
        ("wasi:cli/environment", Environment),
        ("wasi:config/", Variables),
        ("wasi:keyvalue/", KeyValueStores),
        ("fermyon:spin/config", Variables),
        ("fermyon:spin/variables", Variables),
        ("fermyon:spin/key-value", KeyValueStores),
        ("fermyon:spin/sqlite", SqliteDatabases),
        ("fermyon:spin/llm", AiModels),
        ("fermyon:spin/http", OutboundHosts),
        ("fermyon:spin/redis", OutboundHosts),
        ("fermyon:spin/mqtt", OutboundHosts),
        ("fermyon:spin/mysql", OutboundHosts),
        ("fermyon:spin/postgres", OutboundHosts),
        ("spin:variables/", Variables),
        ("spin:key-value/", KeyValueStores),
        ("spin:sqlite/", SqliteDatabases),
        ("spin:llm/", AiModels),
        ("spin:redis/", OutboundHosts),
        ("spin:mqtt/", OutboundHosts),
        ("spin:mysql/", OutboundHosts),
        ("spin:postgres/", OutboundHosts),
    ];

    // These only define types, which others hand over.
    private static readonly string[] s_typesOnly =
    [
        "wasi:sockets/network", "fermyon:spin/redis-types", "fermyon:spin/rdbms-types", "fermyon:spin/http-types", "wasi:config/types",
    ];

    /// <summary>The key, or null when an import needs no grant.</summary>
    /// <param name="import">The name of an imported interface.</param>
    public static string? Of(string import)
    {
        if (s_typesOnly.Any(name => import == name || import.StartsWith(name + '@', StringComparison.Ordinal)))
        {
            return null;
        }

        return s_keys.FirstOrDefault(k => import.StartsWith(k.Beginning, StringComparison.Ordinal)).Key;
    }
}
