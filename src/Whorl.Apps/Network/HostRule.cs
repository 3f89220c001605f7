using System.Net;

namespace Whorl.Apps.Network;

/// <summary>Which hosts an entry of <c>allowed_outbound_hosts</c> allows.</summary>
internal abstract record HostRule
{
    public abstract bool Allows(in HostName host);

    /// <summary><c>*</c></summary>
    public sealed record Any : HostRule
    {
        public override bool Allows(in HostName host) => true;
    }

    /// <summary><c>self</c>: relative requests, which name no host.</summary>
    public sealed record Self : HostRule
    {
        public override bool Allows(in HostName host) => false;
    }

    /// <summary>A domain or an address.</summary>
    public sealed record Exact(HostName Host) : HostRule
    {
        public override bool Allows(in HostName host) => host == Host;
    }

    /// <summary><c>*.domain</c>: subdomains at any depth, not the domain itself.</summary>
    /// <param name="Suffix">The domain with a dot before it.</param>
    public sealed record Subdomains(string Suffix) : HostRule
    {
        public override bool Allows(in HostName host) => host.Domain is { } domain && domain.EndsWith(Suffix, StringComparison.Ordinal);
    }

    /// <summary>Addresses in CIDR notation. Domains do not match, whatever they resolve to.</summary>
    public sealed record Network(IPNetwork Range) : HostRule
    {
        // The framework would also find IPv4 addresses that are mapped into IPv6.
        public override bool Allows(in HostName host) =>
            host.Address is { } address && address.AddressFamily == Range.BaseAddress.AddressFamily && Range.Contains(address);
    }
}
