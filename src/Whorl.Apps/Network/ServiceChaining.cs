using System.Diagnostics.CodeAnalysis;

namespace Whorl.Apps.Network;

/// <summary>Hosts that stand for components of the app itself: <c>&lt;component&gt;.spin.internal</c>.</summary>
public static class ServiceChaining
{
    /// <summary>What such a host ends with.</summary>
    public const string DomainSuffix = ".spin.internal";

    /// <summary>The component that a host, without a port, stands for.</summary>
    public static bool TryGetComponent(string host, [NotNullWhen(true)] out string? component)
    {
        ArgumentNullException.ThrowIfNull(host);
        component = null;
        if (host.Length > DomainSuffix.Length && host.EndsWith(DomainSuffix, StringComparison.OrdinalIgnoreCase))
        {
            var name = host[..^DomainSuffix.Length];
            component = name.Contains('.', StringComparison.Ordinal) ? null : name.ToLowerInvariant();
        }

        return component is not null;
    }

    /// <summary>The host that stands for a component.</summary>
    public static string HostOf(string component) => component + DomainSuffix;
}
