using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace Whorl.Apps.Network;

/// <summary>
/// Networks that no component may reach, whatever its rules say. Every address that a name resolves to is checked, and then
/// exactly that address is connected to.
/// </summary>
public sealed class BlockedNetworks
{
    // IANA special-purpose address registries: what is not globally reachable.
    private static readonly ImmutableArray<IPNetwork> s_private =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/128", "::1/128", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16",
            "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    private readonly ImmutableArray<IPNetwork> _networks;

    /// <summary>Makes the set.</summary>
    /// <param name="networks">Networks to block.</param>
    /// <param name="blockPrivate">Whether to block all that is not globally reachable: loopback, private, multicast, ...</param>
    public BlockedNetworks(IEnumerable<IPNetwork> networks, bool blockPrivate) =>
        _networks = blockPrivate ? [.. networks, .. s_private] : [.. networks];

    /// <summary>Blocks nothing.</summary>
    public static BlockedNetworks None { get; } = new([], blockPrivate: false);

    /// <summary>Whether nothing is blocked.</summary>
    public bool IsEmpty => _networks.IsEmpty;

    /// <summary>Whether the address must not be connected to. IPv4 addresses inside IPv6 ones count as what they are.</summary>
    public bool IsBlocked(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        foreach (var network in _networks)
        {
            if (network.Contains(address))
            {
                return true;
            }
        }

        return Embedded(address) is { } inner && IsBlocked(inner);
    }

    // IPv4-mapped (::ffff:a.b.c.d), IPv4-compatible (::a.b.c.d) and NAT64 (64:ff9b::a.b.c.d) addresses lead to the IPv4 one.
    private static IPAddress? Embedded(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return null;
        }

        ReadOnlySpan<byte> bytes = address.GetAddressBytes();
        var prefix = bytes[..12];
        ReadOnlySpan<byte> mapped = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];
        ReadOnlySpan<byte> translated = [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0];
        return !prefix.ContainsAnyExcept((byte)0) || prefix.SequenceEqual(mapped) || prefix.SequenceEqual(translated)
            ? new IPAddress(bytes[12..])
            : null;
    }
}
