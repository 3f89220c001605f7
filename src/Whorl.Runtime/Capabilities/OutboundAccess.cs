using System.Net;
using System.Net.Sockets;
using Whorl.Apps.Network;
using Whorl.Apps.Variables;
using Whorl.Capabilities.Grants;

namespace Whorl.Runtime.Capabilities;

/// <summary>Where one component may connect to: its <c>allowed_outbound_hosts</c>, less the networks that are blocked for all.</summary>
internal sealed class OutboundAccess(string component, OutboundPolicySource policies, BlockedNetworks blocked) : IOutboundAccess
{
    public async ValueTask<OutboundAnswer> CheckAsync(string address, string defaultScheme, CancellationToken cancellationToken)
    {
        OutboundPolicy policy;
        try
        {
            policy = await policies.GetAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (VariableException e)
        {
            return Refused(OutboundVerdict.Denied, $"component `{component}` may not connect to anything: its `allowed_outbound_hosts` cannot be known: {e.Message}. {e.Remedy}".TrimEnd(' ', '.'));
        }

        if (!OutboundDestination.TryParse(address, defaultScheme, out OutboundDestination? destination))
        {
            return Refused(OutboundVerdict.Malformed, $"the address is not one: write {defaultScheme}://host:port");
        }

        OutboundDecision decision = policy.Check(destination);
        if (!decision.IsAllowed)
        {
            return Refused(OutboundVerdict.Denied, decision.Remedy is { } remedy ? $"{decision.Reason}. {remedy}" : decision.Reason);
        }

        var answer = new OutboundAnswer(OutboundVerdict.Allowed, destination.Host.ToString().Trim('[', ']'), destination.Port ?? 0, "");
        return !blocked.IsEmpty ? await ResolveAsync(answer, cancellationToken).ConfigureAwait(false) : answer;
    }

    /// <summary>Leaves of the addresses that the name stands for those that may be connected to.</summary>
    private async ValueTask<OutboundAnswer> ResolveAsync(OutboundAnswer answer, CancellationToken cancellationToken)
    {
        IPAddress[] addresses;
        try
        {
            addresses = await Dns.GetHostAddressesAsync(answer.Host, cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException)
        {
            // Whoever connects will find that there is no such name, and says so in its own words.
            return answer with { Addresses = [] };
        }

        IPAddress[] allowed = [.. addresses.Where(a => !blocked.IsBlocked(a))];
        return addresses.Length > 0 && allowed.Length == 0
            ? Refused(OutboundVerdict.Denied, $"component `{component}` may not connect to {answer.Host}: `block_networks` of [outbound_networking] in the runtime configuration blocks the address, whatever `allowed_outbound_hosts` says")
            : answer with { Addresses = allowed };
    }

    private static OutboundAnswer Refused(OutboundVerdict verdict, string reason) => new(verdict, "", 0, reason);
}
