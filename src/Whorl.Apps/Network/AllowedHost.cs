using System.Diagnostics.CodeAnalysis;

namespace Whorl.Apps.Network;

/// <summary>
/// A rule of <c>allowed_outbound_hosts</c>: <c>&lt;scheme&gt;://&lt;host&gt;[:&lt;port&gt;]</c>, with <c>*</c> for any of them, CIDR
/// networks, <c>*.domain</c>, <c>self</c>, and half-open port ranges <c>a..b</c>.
/// </summary>
public sealed class AllowedHost
{
    private AllowedHost(string text, string? scheme, HostRule host, PortRange ports)
    {
        Text = text;
        Scheme = scheme;
        Host = host;
        Ports = ports;
    }

    /// <summary>The rule as the manifest writes it, before its variables were filled in.</summary>
    public string Text { get; private init; }

    /// <summary>The component that the rule lets this one call; null when it is not for one component.</summary>
    public string? ChainedComponent =>
        Host is HostRule.Exact { Host.Domain: { } domain } && ServiceChaining.TryGetComponent(domain, out var component) ? component : null;

    /// <summary>Whether the rule lets this component call every other one of the app (<c>*.spin.internal</c>).</summary>
    public bool IsForAllComponents => Host is HostRule.Subdomains { Suffix: ServiceChaining.DomainSuffix };

    /// <summary>The scheme; null for any.</summary>
    internal string? Scheme { get; }

    internal HostRule Host { get; }

    internal PortRange Ports { get; }

    /// <summary>Reads a rule that has no variables left in it.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out AllowedHost? rule, [NotNullWhen(false)] out AllowedHostError? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        return AllowedHostParser.TryParse(text, out rule, out error);
    }

    /// <summary>Whether a connection to <paramref name="destination"/> is allowed.</summary>
    public bool Allows(OutboundDestination destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return AllowsScheme(destination.Scheme) && Host.Allows(destination.Host) && destination.Port is { } port && Ports.Contains(port);
    }

    /// <summary>Whether relative requests, which go to the app itself, are allowed.</summary>
    public bool AllowsSelf(string scheme) => AllowsScheme(scheme) && Host is HostRule.Self or HostRule.Any;

    /// <inheritdoc />
    public override string ToString() => Text;

    internal static AllowedHost Create(string text, string? scheme, HostRule host, PortRange ports) => new(text, scheme, host, ports);

    /// <summary>The same rule under the text of the template that it came from, which may be shown when the rule may not.</summary>
    internal AllowedHost WithText(string text) => new(text, Scheme, Host, Ports);

    internal bool AllowsScheme(string scheme) => Scheme is null || Scheme == scheme;
}
