using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Whorl.Cli.Serving;

/// <summary>Reads <c>--listen</c> and options like it.</summary>
internal static class ListenAddress
{
    /// <param name="text">An address or host name and a port: <c>127.0.0.1:3000</c>, <c>[::1]:0</c>, <c>localhost:8080</c>.</param>
    /// <param name="option">The option, for messages.</param>
    /// <exception cref="CommandException">It is not of that form, or the name has no address.</exception>
    public static IPEndPoint Parse(string text, string option = "--listen")
    {
        if (IPEndPoint.TryParse(text, out var endpoint) && text.LastIndexOf(':') > text.LastIndexOf(']') && text.Contains(':', StringComparison.Ordinal)
            && (text.StartsWith('[') || text.Count(c => c == ':') == 1))
        {
            return endpoint;
        }
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            throw new CommandException($"{option} {text} is not an address and a port.", "Write it as 127.0.0.1:3000, [::1]:3000 or localhost:3000.");
        }
        var host = text[..colon];
        try
        {
            var addresses = Dns.GetHostAddresses(host);
            return new IPEndPoint(addresses.FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork) ?? addresses[0], port);
        }
        catch (SocketException failure)
        {
            throw new CommandException($"{option} {text}: the name {host} has no address ({failure.Message}).", "Give an IP address instead.", failure);
        }
    }
}
