using System.Net;
using Whorl.Apps.Network;
using Whorl.Apps.Variables;
using Whorl.Capabilities.Grants;

namespace Whorl.Runtime.Network;

/// <summary>Says in the log what of the network one component was denied: each different thing once, in one line.</summary>
internal sealed class NetworkDenials(string app, string component, DenialLog log)
{
    /// <summary>A destination that the component's <c>allowed_outbound_hosts</c> do not allow.</summary>
    /// <param name="use">What it was wanted for: <c>http</c> or <c>sockets</c>.</param>
    /// <param name="destination">The destination.</param>
    /// <param name="decision">Why it is denied, and what would allow it.</param>
    public void Destination(string use, string destination, OutboundDecision decision) =>
        log.Write($"A component tried to make an outbound network connection to disallowed destination '{destination}': app `{app}`, {decision.Reason} ({use}). {decision.Remedy}".TrimEnd());

    /// <summary>An address in a network that nobody may reach.</summary>
    public void Blocked(string use, string destination) =>
        log.Write($"component `{component}` of app `{app}` may not connect to {destination} ({use}): `block_networks` of [outbound_networking] in the runtime configuration blocks the address, whatever `allowed_outbound_hosts` says.");

    /// <summary>A socket that was to listen.</summary>
    public void Listening(IPEndPoint endPoint) =>
        log.Write($"component `{component}` of app `{app}` may not bind a TCP socket to {endPoint} (sockets): components cannot listen, and no key of the manifest allows it; they are called by triggers.");

    /// <summary>A component of the app that no trigger names.</summary>
    public void NotServed(string target) =>
        log.Write($"component `{component}` of app `{app}` called component `{target}` (http), which is not served: no HTTP trigger names it. Add a trigger for it, with route = {{ private = true }} if only other components are to reach it.");

    /// <summary>Nothing can be allowed, since what is allowed cannot be known.</summary>
    public void Unknown(string use, VariableException reason) =>
        log.Write($"component `{component}` of app `{app}` may not connect to anything ({use}): its `allowed_outbound_hosts` cannot be known: {reason.Message}. {reason.Remedy}".TrimEnd(' ', '.'));
}
