using MQTTnet;
using MQTTnet.Protocol;
using Whorl.Functional.Tests.Infrastructure;

namespace Whorl.Triggers.Tests.Mqtt;

/// <summary>Publishes messages, each over a connection of its own.</summary>
internal static class Publisher
{
    /// <summary>When it is over, the server has the message.</summary>
    public static async Task PublishAsync(int port, string topic, string message, int quality = 1)
    {
        using IMqttClient client = new MqttClientFactory().CreateMqttClient();
        using var limit = new CancellationTokenSource(Patience.Long);
        await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).Build(), limit.Token);
        await client.PublishStringAsync(topic, message, (MqttQualityOfServiceLevel)quality, cancellationToken: limit.Token);
        await client.DisconnectAsync(new MqttClientDisconnectOptions(), limit.Token);
    }
}
