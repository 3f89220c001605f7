namespace Whorl.Apps.Model;

/// <summary>The capabilities of a component that one of its dependencies takes over; it has no others.</summary>
[Flags]
public enum InheritedCapabilities
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><c>ai_models</c>.</summary>
    AiModels = 1,

    /// <summary><c>allowed_outbound_hosts</c>.</summary>
    AllowedOutboundHosts = 2,

    /// <summary><c>environment</c>.</summary>
    Environment = 4,

    /// <summary><c>files</c>.</summary>
    Files = 8,

    /// <summary><c>key_value_stores</c>.</summary>
    KeyValueStores = 16,

    /// <summary><c>sqlite_databases</c>.</summary>
    SqliteDatabases = 32,

    /// <summary><c>variables</c>.</summary>
    Variables = 64,

    /// <summary>All of them.</summary>
    All = AiModels | AllowedOutboundHosts | Environment | Files | KeyValueStores | SqliteDatabases | Variables,
}
