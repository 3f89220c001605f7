namespace Whorl.Wasi;

/// <summary>
/// What of an instance's context is there for one of the components that it is composed of. Resources that another component hands over
/// can be used whatever the grants are: handing them over is a grant itself.
/// </summary>
[Flags]
public enum WasiGrants
{
    /// <summary>Clocks, random numbers, standard streams, and what it is handed.</summary>
    None = 0,

    /// <summary>Environment variables and arguments.</summary>
    Environment = 1,

    /// <summary>The file tree.</summary>
    Files = 2,

    /// <summary>Outbound requests, sockets and name lookup, as far as the context's policies allow them.</summary>
    Network = 4,

    /// <summary>All that the context has.</summary>
    All = Environment | Files | Network,
}
