using Whorl.Apps.Model;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Grants;

namespace Whorl.Runtime.Capabilities;

/// <summary>What a dependency inherits of its component's grants.</summary>
internal static class InheritedGrants
{
    /// <summary>The instance with what is inherited, and nothing else.</summary>
    public static CapabilityScope Restrict(CapabilityScope scope, InheritedCapabilities inherited)
    {
        ComponentGrants grants = scope.Grants;
        return scope.With(grants with
        {
            Variables = inherited.HasFlag(InheritedCapabilities.Variables) ? grants.Variables : NoVariables.Instance,
            Outbound = inherited.HasFlag(InheritedCapabilities.AllowedOutboundHosts) ? grants.Outbound : new NoOutboundAccess(grants.Component),
            SendsRequests = inherited.HasFlag(InheritedCapabilities.AllowedOutboundHosts),
            KeyValueStores = inherited.HasFlag(InheritedCapabilities.KeyValueStores) ? grants.KeyValueStores : [],
            SqliteDatabases = inherited.HasFlag(InheritedCapabilities.SqliteDatabases) ? grants.SqliteDatabases : [],
            AiModels = inherited.HasFlag(InheritedCapabilities.AiModels) ? grants.AiModels : [],
        });
    }
}
