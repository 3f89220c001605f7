using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Whorl.Wasi.P3.Sockets.Types;

namespace Whorl.Wasi.P3.Sockets;

/// <summary>Addresses of <c>wasi:sockets/types</c> and those of .NET.</summary>
internal static class Addresses
{
    public static AddressFamily ToFamily(IpAddressFamily family) =>
        family == IpAddressFamily.Ipv4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;

    public static IpAddressFamily From(AddressFamily family) =>
        family == AddressFamily.InterNetwork ? IpAddressFamily.Ipv4 : IpAddressFamily.Ipv6;

    public static IPEndPoint ToEndPoint(IpSocketAddress address)
    {
        if (address.Kind == IpSocketAddressKind.Ipv4)
        {
            Ipv4SocketAddress v4 = address.AsIpv4();
            return new IPEndPoint(new IPAddress([v4.Address.Item1, v4.Address.Item2, v4.Address.Item3, v4.Address.Item4]), v4.Port);
        }

        Ipv6SocketAddress v6 = address.AsIpv6();
        return new IPEndPoint(new IPAddress(ToBytes(v6.Address), v6.ScopeId), v6.Port);
    }

    public static IpSocketAddress From(IPEndPoint endPoint) => From(endPoint.Address) is { Kind: IpAddressKind.Ipv4 } v4
        ? IpSocketAddress.Ipv4(new Ipv4SocketAddress((ushort)endPoint.Port, v4.AsIpv4()))
        : IpSocketAddress.Ipv6(new Ipv6SocketAddress(
            (ushort)endPoint.Port, 0, From(endPoint.Address).AsIpv6(), (uint)endPoint.Address.ScopeId));

    public static IpAddress From(IPAddress address)
    {
        Span<byte> b = stackalloc byte[16];
        address.TryWriteBytes(b, out int length);
        return length == 4 ? IpAddress.Ipv4((b[0], b[1], b[2], b[3])) : IpAddress.Ipv6(ToGroups(b));
    }

    private static (ushort, ushort, ushort, ushort, ushort, ushort, ushort, ushort) ToGroups(ReadOnlySpan<byte> b) =>
        (Group(b, 0), Group(b, 1), Group(b, 2), Group(b, 3), Group(b, 4), Group(b, 5), Group(b, 6), Group(b, 7));

    private static ushort Group(ReadOnlySpan<byte> bytes, int index) => BinaryPrimitives.ReadUInt16BigEndian(bytes[(2 * index)..]);

    private static byte[] ToBytes((ushort, ushort, ushort, ushort, ushort, ushort, ushort, ushort) groups)
    {
        ReadOnlySpan<ushort> all =
            [groups.Item1, groups.Item2, groups.Item3, groups.Item4, groups.Item5, groups.Item6, groups.Item7, groups.Item8];
        var bytes = new byte[16];
        for (int i = 0; i < all.Length; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2 * i), all[i]);
        }

        return bytes;
    }
}
