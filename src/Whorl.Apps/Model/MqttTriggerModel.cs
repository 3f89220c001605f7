using Whorl.Apps.Templates;

namespace Whorl.Apps.Model;

/// <summary>A trigger that calls its component for each message of an MQTT topic.</summary>
public sealed record MqttTriggerModel : TriggerModel
{
    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    internal MqttTriggerModel(TriggerModel model, MqttServerModel server, Template topic)
        : base(model) => (Server, Topic) = (server, topic);

    /// <summary>The server of the app's MQTT triggers.</summary>
    public MqttServerModel Server { get; }

    /// <summary>The topic, which may have wildcards.</summary>
    public Template Topic { get; }

    /// <summary>How often a message may arrive: 0 for at most once, 1 for at least once, 2 for exactly once.</summary>
    public int Quality { get; init; }

    /// <summary>Messages that the component works on at a time.</summary>
    public int Concurrency { get; init; } = DefaultConcurrency;

    /// <summary>How often a message of quality 1 or 2 is given to the component before it is given up; null for as often as it takes.</summary>
    public int? Attempts { get; init; }
}
