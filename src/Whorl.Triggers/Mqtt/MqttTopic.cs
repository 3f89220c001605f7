namespace Whorl.Triggers.Mqtt;

/// <summary>A topic that a trigger listens to.</summary>
/// <param name="Server">Host and port.</param>
/// <param name="Name">The topic, which may have wildcards.</param>
/// <param name="Component">The id of the component that is called.</param>
public sealed record MqttTopic(string Server, string Name, string Component)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Server}/{Name}";
}
