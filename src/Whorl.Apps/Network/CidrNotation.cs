using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Whorl.Apps.Network;

/// <summary>Reads networks in CIDR notation.</summary>
public static class CidrNotation
{
    /// <summary>Reads <c>address/bits</c>. Bits of the address beyond the prefix are dropped.</summary>
    public static bool TryParse(string text, out IPNetwork network)
    {
        ArgumentNullException.ThrowIfNull(text);
        network = default;
        var slash = text.LastIndexOf('/');
        if (slash < 0
            || text.Contains('%', StringComparison.Ordinal)
            || !IPAddress.TryParse(text.AsSpan(0, slash), out var address)
            || !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var bits))
        {
            return false;
        }

        var bytes = address.GetAddressBytes();

        // The framework also reads "127.1"; a network has all its parts.
        if (bits > bytes.Length * 8 || (address.AddressFamily == AddressFamily.InterNetwork && text.AsSpan(0, slash).Count('.') != 3))
        {
            return false;
        }

        for (var i = 0; i < bytes.Length; i++)
        {
            var kept = Math.Clamp(bits - (i * 8), 0, 8);
            bytes[i] &= (byte)(0xff << (8 - kept));
        }

        network = new IPNetwork(new IPAddress(bytes), bits);
        return true;
    }
}
