using System.Collections.Immutable;

namespace Whorl.Apps.Network;

/// <summary>Where one component may connect to: nowhere, but for its rules.</summary>
public sealed class OutboundPolicy
{
    private readonly string _component;
    private readonly ImmutableHashSet<string> _components;
    private readonly ImmutableArray<string> _unusable;

    /// <summary>Makes a policy.</summary>
    /// <param name="component">The id of the component, for messages.</param>
    /// <param name="rules">What is allowed.</param>
    /// <param name="components">The ids of the app's components, which <c>*.spin.internal</c> stands for.</param>
    public OutboundPolicy(string component, IEnumerable<AllowedHost> rules, IEnumerable<string> components)
        : this(component, [.. rules], [.. components], unusable: [])
    {
    }

    internal OutboundPolicy(
        string component, ImmutableArray<AllowedHost> rules, ImmutableHashSet<string> components, ImmutableArray<string> unusable)
    {
        _component = component;
        Rules = rules;
        _components = components;
        _unusable = unusable;
    }

    /// <summary>What is allowed.</summary>
    public ImmutableArray<AllowedHost> Rules { get; }

    /// <summary>Decides about a connection. Resolved addresses are a further question: see <see cref="BlockedNetworks"/>.</summary>
    public OutboundDecision Check(OutboundDestination destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        foreach (var rule in Rules)
        {
            if (rule.Allows(destination) && !IsStranger(rule, destination))
            {
                return OutboundDecision.Allowed;
            }
        }

        return Deny(destination);
    }

    /// <summary>Decides about a relative request, which goes to the app itself.</summary>
    public OutboundDecision CheckSelf(string scheme)
    {
        foreach (var rule in Rules)
        {
            if (rule.AllowsSelf(scheme))
            {
                return OutboundDecision.Allowed;
            }
        }

        return OutboundDecision.Denied(
            _component,
            $"component `{_component}` may not send relative requests to its own app{DescribeUnusable()}", $"{scheme}://self");
    }

    /// <summary>Decides whether the addresses of a host may be looked up: if some rule is for it, whatever scheme and ports it allows.</summary>
    public OutboundDecision CheckLookup(in HostName host)
    {
        foreach (var rule in Rules)
        {
            if (!rule.IsForAllComponents && rule.Host.Allows(host))
            {
                return OutboundDecision.Allowed;
            }
        }

        return OutboundDecision.Denied(
            _component,
            $"component `{_component}` may not look up the addresses of {host}, since no entry of its `allowed_outbound_hosts` is for this host{DescribeUnusable()}",
            $"tcp://{host}:*");
    }

    /// <summary>Whether any rule is for connections with this scheme.</summary>
    public bool AllowsScheme(string scheme) => Rules.Any(r => r.AllowsScheme(scheme));

    private bool IsStranger(AllowedHost rule, OutboundDestination destination) =>
        rule.IsForAllComponents && (destination.ChainedComponent is not { } target || !_components.Contains(target));

    private OutboundDecision Deny(OutboundDestination destination)
    {
        var start = $"component `{_component}` may not connect to {destination}";
        if (destination.ChainedComponent is { } target && !_components.Contains(target))
        {
            return OutboundDecision.Denied(_component, $"{start}: the app has no component `{target}`", allowingEntry: null);
        }

        if (destination.Port is null)
        {
            return OutboundDecision.Denied(
                _component,
                $"{start}: it names no port, and scheme `{destination.Scheme}` has no usual one{DescribeUnusable()}", allowingEntry: null);
        }

        return OutboundDecision.Denied(_component, $"{start}{DescribeNearest(destination)}{DescribeUnusable()}", destination.ToString());
    }

    private string DescribeNearest(OutboundDestination destination)
    {
        if (Rules.IsEmpty)
        {
            return ": it has no `allowed_outbound_hosts`";
        }

        // The nearest one is the one of which the least would have to be changed.
        var nearest = Rules.Where(r => r.Host.Allows(destination.Host) && !IsStranger(r, destination))
            .MinBy(r => (r.AllowsScheme(destination.Scheme) ? 0 : 2) + (r.Ports.Contains(destination.Port!.Value) ? 0 : 1));
        if (nearest is null)
        {
            return ": no entry of its `allowed_outbound_hosts` is for this host";
        }

        // The ports of a rule that came from a template may be what a secret says.
        var ports = nearest.Ports.Contains(destination.Port!.Value) ? ""
            : nearest.Text.Contains("{{", StringComparison.Ordinal) ? " at other ports"
            : $" at {nearest.Ports}";
        var scheme = nearest.AllowsScheme(destination.Scheme) ? "" : $" for scheme `{nearest.Scheme}`";
        return $": \"{nearest}\" allows this host{scheme}{ports} only";
    }

    private string DescribeUnusable() => _unusable.IsEmpty
        ? ""
        : $" (not used, because the values of their variables make no valid entry: {string.Join(", ", _unusable.Select(u => $"\"{u}\""))})";
}
