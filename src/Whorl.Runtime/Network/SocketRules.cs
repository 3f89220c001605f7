using System.Net;
using Microsoft.Extensions.Logging;
using Whorl.Apps.Network;
using Whorl.Wasi.Sockets;

namespace Whorl.Runtime.Network;

/// <summary>
/// Decides about the sockets of one instance. A rule that names a host holds for the addresses to which the component looked it up;
/// a rule with an address holds for that address. Either way the blocked networks stay blocked.
/// </summary>
internal sealed partial class SocketRules(string component, OutboundPolicy policy, BlockedNetworks blocked, ILogger logger) : ISocketRules
{
    public bool Allows(SocketUse use, IPEndPoint endPoint, IReadOnlyList<string> names)
    {
        if (use == SocketUse.TcpBind)
        {
            LogListening(logger, component, endPoint);
            return false;
        }

        OutboundDecision decision = Decide(use, endPoint, names);
        if (!decision.IsAllowed)
        {
            LogDenied(logger, OutboundDestination.OfSocket(ProtocolOf(use), endPoint).ToString(), decision.Reason, decision.Remedy is { } remedy ? "\n" + remedy : "");
            return false;
        }

        if (use != SocketUse.UdpBind && blocked.IsBlocked(endPoint.Address))
        {
            LogBlocked(logger, component, OutboundDestination.OfSocket(ProtocolOf(use), endPoint).ToString());
            return false;
        }

        return true;
    }

    public bool Admits(IPEndPoint endPoint, IReadOnlyList<string> names) =>
        !blocked.IsBlocked(endPoint.Address) && Decide(SocketUse.UdpExchange, endPoint, names).IsAllowed;

    public bool AllowsLookup(string name)
    {
        if (!HostName.TryParse(name, out HostName? host))
        {
            return false;
        }

        OutboundDecision decision = policy.CheckLookup(host.Value);
        if (!decision.IsAllowed)
        {
            LogDenied(logger, name, decision.Reason, "\n" + decision.Remedy);
        }

        return decision.IsAllowed;
    }

    private static string ProtocolOf(SocketUse use) => use is SocketUse.TcpConnect or SocketUse.TcpBind ? "tcp" : "udp";

    private OutboundDecision Decide(SocketUse use, IPEndPoint endPoint, IReadOnlyList<string> names)
    {
        string protocol = ProtocolOf(use);

        // Whoever may send datagrams needs some port to send them from; what comes in there is filtered by where it comes from.
        if (use == SocketUse.UdpBind && endPoint.Port == 0 && policy.AllowsScheme(protocol))
        {
            return OutboundDecision.Allowed;
        }

        OutboundDecision decision = policy.Check(OutboundDestination.OfSocket(protocol, endPoint));
        for (int i = 0; !decision.IsAllowed && i < names.Count; i++)
        {
            if (OutboundDestination.TryParse(protocol, $"{names[i]}:{endPoint.Port}".AsSpan(), out OutboundDestination? named) && policy.Check(named).IsAllowed)
            {
                return OutboundDecision.Allowed;
            }
        }

        return decision;
    }

    [LoggerMessage(305, LogLevel.Warning, "A component tried to make an outbound network connection to disallowed destination '{Destination}': {Reason}.{Remedy}")]
    private static partial void LogDenied(ILogger logger, string destination, string reason, string remedy);

    [LoggerMessage(306, LogLevel.Warning, "Component `{Component}` may not use {Destination}: `block_networks` of the runtime configuration blocks this address, whatever `allowed_outbound_hosts` says.")]
    private static partial void LogBlocked(ILogger logger, string component, string destination);

    [LoggerMessage(307, LogLevel.Warning, "Component `{Component}` may not bind a TCP socket to {EndPoint}: components cannot listen, and no key of the manifest allows it; they are called by triggers.")]
    private static partial void LogListening(ILogger logger, string component, IPEndPoint endPoint);
}
