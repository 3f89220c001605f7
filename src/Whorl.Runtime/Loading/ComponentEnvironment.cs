using Whorl.Capabilities.Grants;
using Whorl.Wasi;
using Whorl.Runtime.Network;
using Whorl.Wasi.Sockets;

namespace Whorl.Runtime.Loading;

/// <summary>What the instances of one component see of the world.</summary>
internal sealed record ComponentEnvironment
{
    /// <summary>Its environment variables, files and bounds.</summary>
    public required WasiContextOptions Wasi { get; init; }

    /// <summary>What it may use of the capabilities, its variables among it.</summary>
    public required ComponentGrants Grants { get; init; }

    /// <summary>What sends its requests, as far as they are allowed.</summary>
    public required ComponentOutboundHttp OutboundHttp { get; init; }

    /// <summary>Says where its sockets may go.</summary>
    public required ISocketPolicy Sockets { get; init; }

    /// <summary>Where its standard output goes.</summary>
    public required IOutputSink Stdout { get; init; }

    /// <summary>Where its standard error goes.</summary>
    public required IOutputSink Stderr { get; init; }
}
