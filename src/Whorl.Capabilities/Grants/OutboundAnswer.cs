using System.Net;

namespace Whorl.Capabilities.Grants;

/// <summary>Whether a component may connect to an address.</summary>
/// <param name="Verdict">Whether it may.</param>
/// <param name="Host">The host that was checked; connect to this and not to what another parser makes of the address.</param>
/// <param name="Port">The port that was checked.</param>
/// <param name="Reason">Why not, with what would allow it; empty when it is allowed.</param>
public readonly record struct OutboundAnswer(OutboundVerdict Verdict, string Host, int Port, string Reason)
{
    /// <summary>The addresses that the name stands for, all of which may be connected to; null when the address may be resolved by whoever connects.</summary>
    public IReadOnlyList<IPAddress>? Addresses { get; init; }
}
