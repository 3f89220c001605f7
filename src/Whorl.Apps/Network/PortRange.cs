using System.Globalization;

namespace Whorl.Apps.Network;

/// <summary>Ports from <paramref name="Start"/> up to but not including <paramref name="End"/>.</summary>
internal readonly record struct PortRange(int Start, int End)
{
    public static PortRange All => new(0, 65_536);

    public bool Contains(int port) => port >= Start && port < End;

    /// <summary>For messages: what the ports are.</summary>
    public override string ToString() => this == All
        ? "every port"
        : End == Start + 1
            ? string.Create(CultureInfo.InvariantCulture, $"port {Start}")
            : string.Create(CultureInfo.InvariantCulture, $"ports {Start} to {End - 1}");
}
