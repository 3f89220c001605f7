using System.Net;
using Whorl.Apps.Network;
using Whorl.Wasi.Sockets;

namespace Whorl.Runtime.Network;

/// <summary>
/// Decides about the sockets of one instance. A rule that names a host holds for the addresses to which the component looked it up;
/// a rule with an address holds for that address. Either way the blocked networks stay blocked.
/// </summary>
internal sealed class SocketRules(OutboundPolicy policy, BlockedNetworks blocked, NetworkDenials denials) : ISocketRules
{
    private const string Sockets = "sockets";

    public bool Allows(SocketUse use, IPEndPoint endPoint, IReadOnlyList<string> names)
    {
        if (use == SocketUse.TcpBind)
        {
            denials.Listening(endPoint);
            return false;
        }

        OutboundDecision decision = Decide(use, endPoint, names);
        if (!decision.IsAllowed)
        {
            denials.Destination(Sockets, OutboundDestination.OfSocket(ProtocolOf(use), endPoint).ToString(), decision);
            return false;
        }

        if (use != SocketUse.UdpBind && blocked.IsBlocked(endPoint.Address))
        {
            denials.Blocked(Sockets, OutboundDestination.OfSocket(ProtocolOf(use), endPoint).ToString());
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
            denials.Destination(Sockets, name, decision);
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
}
