using Whorl.Components.Hosting;
using Whorl.Wasi.P2.Sockets.Network;

namespace Whorl.Wasi.P2.Sockets;

/// <summary>The setting <c>ipv6-only</c> of the release candidates. Sockets of IPv6 never speak IPv4 here.</summary>
internal static class Ipv6Only
{
    public static Result<bool, ErrorCode> Get(IpAddressFamily family) => family == IpAddressFamily.Ipv6 ? true : ErrorCode.NotSupported;

    public static Result<Unit, ErrorCode> Set(IpAddressFamily family, bool value) =>
        family == IpAddressFamily.Ipv6 && value ? default(Unit) : ErrorCode.NotSupported;
}
