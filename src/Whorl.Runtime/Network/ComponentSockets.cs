using Whorl.Apps.Network;
using Whorl.Apps.Variables;
using Whorl.Capabilities.Network;
using Whorl.Wasi;
using Whorl.Wasi.Sockets;

namespace Whorl.Runtime.Network;

/// <summary>Lets the sockets of one component go where its <c>allowed_outbound_hosts</c> let them, and the blocked networks.</summary>
internal sealed class ComponentSockets(
    string component, OutboundPolicySource policies, BlockedNetworks blocked, ConnectionBudget budget, NetworkDenials denials) : ISocketPolicy
{
    public IConnectionBudget? Budget { get; } = budget.IsLimited ? budget : null;

    public ValueTask<ISocketRules> GetRulesAsync(CancellationToken cancellationToken)
    {
        ValueTask<OutboundPolicy> policy = policies.GetAsync(cancellationToken);
        return policy.IsCompletedSuccessfully ? new(RulesFor(policy.Result)) : GetWhenKnownAsync(policy);
    }

    private async ValueTask<ISocketRules> GetWhenKnownAsync(ValueTask<OutboundPolicy> policy)
    {
        try
        {
            return RulesFor(await policy.ConfigureAwait(false));
        }
        catch (VariableException e)
        {
            denials.Unknown("sockets", e);
            return RulesFor(new OutboundPolicy(component, [], []));
        }
    }

    private SocketRules RulesFor(OutboundPolicy policy) => new(policy, blocked, denials);
}
