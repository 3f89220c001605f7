using Whorl.Apps.Templates;

namespace Whorl.Apps.Model;

/// <summary>A trigger that calls its component for each message of a Redis channel.</summary>
public sealed record RedisTriggerModel : TriggerModel
{
    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    internal RedisTriggerModel(TriggerModel model, Template address, Template channel)
        : base(model) => (Address, Channel) = (address, channel);

    /// <summary>The server, as a URL: the trigger's own, or that of the app.</summary>
    public Template Address { get; }

    /// <summary>The channel.</summary>
    public Template Channel { get; }

    /// <summary>Messages that the component works on at a time.</summary>
    public int Concurrency { get; init; } = DefaultConcurrency;
}
