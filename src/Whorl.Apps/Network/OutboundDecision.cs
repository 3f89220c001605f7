namespace Whorl.Apps.Network;

/// <summary>Whether a component may connect to a destination, and if not, why and what would allow it.</summary>
public sealed class OutboundDecision
{
    private readonly string _component;

    private OutboundDecision(bool isAllowed, string component, string reason, string? allowingEntry)
    {
        IsAllowed = isAllowed;
        _component = component;
        Reason = reason;
        AllowingEntry = allowingEntry;
    }

    /// <summary>The connection is allowed.</summary>
    public static OutboundDecision Allowed { get; } = new(isAllowed: true, "", "", allowingEntry: null);

    /// <summary>Whether the connection is allowed.</summary>
    public bool IsAllowed { get; }

    /// <summary>
    /// Why it is not: component, destination, and the nearest rule. Shows rules as the manifest writes them, never the values of variables.
    /// </summary>
    public string Reason { get; }

    /// <summary>The entry of <c>allowed_outbound_hosts</c> that would allow it; null when none can.</summary>
    public string? AllowingEntry { get; }

    /// <summary>What to do, for logs: the line of the manifest that would allow it.</summary>
    public string? Remedy =>
        AllowingEntry is null ? null : $"To allow it, add \"{AllowingEntry}\" to `allowed_outbound_hosts` of [component.{_component}].";

    internal static OutboundDecision Denied(string component, string reason, string? allowingEntry) => new(isAllowed: false, component, reason, allowingEntry);
}
