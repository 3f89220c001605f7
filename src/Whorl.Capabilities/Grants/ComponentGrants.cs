using System.Collections.Frozen;
using Whorl.Capabilities.Variables;

namespace Whorl.Capabilities.Grants;

/// <summary>What one component of an app may use, and how much. Made once per component; the same for all of its instances.</summary>
public sealed record ComponentGrants
{
    /// <summary>The app's name, by which what it keeps in shared servers is told from what other apps keep there.</summary>
    public required string App { get; init; }

    /// <summary>The component's id.</summary>
    public required string Component { get; init; }

    /// <summary>The id that the component has in the manifest, which is another one where middleware has made several components of it.</summary>
    public string DeclaredComponent
    {
        get => field ?? Component;
        init;
    }

    /// <summary>The variables that the app gives it.</summary>
    public required IVariables Variables { get; init; }

    /// <summary>Where it may connect to.</summary>
    public required IOutboundAccess Outbound { get; init; }

    /// <summary>
    /// Whether it may send HTTP requests at all; where to is decided by what sends them. A dependency may not when it does not inherit
    /// <c>allowed_outbound_hosts</c>.
    /// </summary>
    public bool SendsRequests { get; init; } = true;

    /// <summary>Takes the denials, each different one once.</summary>
    public required DenialLog Denials { get; init; }

    /// <summary>The labels of the key-value stores that it may open.</summary>
    public FrozenSet<string> KeyValueStores { get; init; } = [];

    /// <summary>The labels of the SQLite databases that it may open.</summary>
    public FrozenSet<string> SqliteDatabases { get; init; } = [];

    /// <summary>The names of the models that it may use.</summary>
    public FrozenSet<string> AiModels { get; init; } = [];

    /// <summary>How long one call into the host may take; after that the guest gets an error.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many connections one instance may have open through each interface.</summary>
    public int MaxConnections { get; init; } = 64;
}
