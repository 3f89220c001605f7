using Whorl.Apps.Configuration;
using Whorl.Apps.Diagnostics;

namespace Whorl.Runtime.Loading;

/// <summary>Finds what a runtime configuration asks for that is not there yet. It is refused, not ignored: an operator relies on it.</summary>
internal static class UnsupportedConfig
{
    public static IEnumerable<Diagnostic> Find(RuntimeConfig config)
    {
        (string Key, bool IsSet)[] keys =
        [
            ("[[client_tls]]", !config.ClientTls.IsEmpty),
            ("[llm_compute]", config.LlmCompute is not null),
            ("`max_total_connections` in [outbound_networking]", config.Connections.Total is not null),
            ("`max_socket_connections` in [outbound_networking]", config.Connections.Sockets is not null),
            ("`max_connections` in [outbound_http]", config.Connections.Http is not null),
            ("`connection_pooling = false` in [outbound_http]", !config.Connections.HttpPooling),
        ];
        return keys.Where(key => key.IsSet).Select(key => new Diagnostic(
            DiagnosticSeverity.Error,
            DiagnosticCode.UnknownKey,
            config.Path,
            default,
            $"{key.Key} is not supported yet",
            "Remove it. The connections of one component are limited in the manifest: `outbound-connections` in its tool.whorl.limits."));
    }
}
