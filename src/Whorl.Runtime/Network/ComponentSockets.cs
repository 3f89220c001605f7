using Microsoft.Extensions.Logging;
using Whorl.Apps.Network;
using Whorl.Apps.Variables;
using Whorl.Capabilities.Network;
using Whorl.Wasi;
using Whorl.Wasi.Sockets;

namespace Whorl.Runtime.Network;

/// <summary>Lets the sockets of one component go where its <c>allowed_outbound_hosts</c> let them, and the blocked networks.</summary>
internal sealed partial class ComponentSockets(
    string component, OutboundPolicySource policies, BlockedNetworks blocked, ConnectionBudget budget, ILogger logger) : ISocketPolicy
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
            LogNoPolicy(logger, component, e.Message);
            return RulesFor(new OutboundPolicy(component, [], []));
        }
    }

    private SocketRules RulesFor(OutboundPolicy policy) => new(component, policy, blocked, logger);

    [LoggerMessage(304, LogLevel.Error, "Component `{Component}` gets no sockets, because its allowed_outbound_hosts cannot be known: {Reason}")]
    private static partial void LogNoPolicy(ILogger logger, string component, string reason);
}
