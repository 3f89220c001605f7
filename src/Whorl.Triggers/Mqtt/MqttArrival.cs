using MQTTnet;
using Whorl.Triggers.Events;

namespace Whorl.Triggers.Mqtt;

/// <summary>A message that has come, and that the server waits to be told of unless its quality is 0.</summary>
/// <param name="topic">The topic that it was published to.</param>
/// <param name="payload">Its content.</param>
/// <param name="receipt">By which the server is told.</param>
internal sealed class MqttArrival(string topic, byte[] payload, MqttApplicationMessageReceivedEventArgs receipt)
{
    private static readonly TimeSpan s_firstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(1);

    private Backoff? _backoff;

    public string Topic => topic;

    public byte[] Payload => payload;

    /// <summary>The last receipt: when the connection was lost in between, the server sends the message again.</summary>
    public MqttApplicationMessageReceivedEventArgs Receipt { get; set; } = receipt;

    /// <summary>How often it was given to the component.</summary>
    public int Attempts { get; set; }

    /// <summary>Whether the component is done with it, so that the server can be told.</summary>
    public bool IsDone { get; set; }

    /// <summary>How long to wait before it is given to the component again.</summary>
    public TimeSpan NextWait() => (_backoff ??= new Backoff(s_firstWait, s_longestWait)).Next();
}
