using System.Net;
using System.Net.Sockets;

namespace Whorl.Wasi.Sockets;

/// <summary>Which end points a socket takes, before any policy is asked.</summary>
internal static class EndPoints
{
    /// <summary>What is wrong with an end point as a place to send to; null if nothing is.</summary>
    public static SocketFault? CheckRemote(IPEndPoint endPoint, AddressFamily family) =>
        CheckLocal(endPoint, family) is { } fault ? fault
        : endPoint.Port == 0 || IsUnspecified(endPoint.Address) ? SocketFault.InvalidArgument
        : null;

    /// <summary>What is wrong with an end point as a place to bind to; null if nothing is.</summary>
    public static SocketFault? CheckLocal(IPEndPoint endPoint, AddressFamily family) =>
        endPoint.AddressFamily != family || !IsUnicast(endPoint.Address) || endPoint.Address.IsIPv4MappedToIPv6
            ? SocketFault.InvalidArgument
            : null;

    public static bool IsUnspecified(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private static bool IsUnicast(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            return !address.IsIPv6Multicast;
        }

        Span<byte> bytes = stackalloc byte[4];
        address.TryWriteBytes(bytes, out _);
        bool isMulticast = (bytes[0] & 0xf0) == 0xe0;
        return !isMulticast && !address.Equals(IPAddress.Broadcast);
    }
}
