using System.Text;
using MQTTnet;
using Whorl.Capabilities.Tests.Infrastructure;
using Whorl.Capabilities.Tests.Servers;
using Whorl.Functional.Tests.Infrastructure;

namespace Whorl.Capabilities.Tests.Mqtt;

public sealed class MqttTests(MosquittoServer server)
{
    [Fact]
    public async Task Guest_UsesEveryFunction_AndItsMessagesArrive()
    {
        var messages = new List<string>();
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using IMqttClient subscriber = new MqttClientFactory().CreateMqttClient();
        subscriber.ApplicationMessageReceivedAsync += received =>
        {
            messages.Add(Encoding.UTF8.GetString(received.ApplicationMessage.Payload));
            if (messages.Count == 3)
            {
                all.SetResult();
            }

            return Task.CompletedTask;
        };
        await subscriber.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", server.Port).Build());
        await subscriber.SubscribeAsync("guests/#", MQTTnet.Protocol.MqttQualityOfServiceLevel.ExactlyOnce);
        await using ScriptApp app = await StartAsync(server);
        await app.CheckAsync("mqtt/v2.js");
        await all.Task.WaitAsync(Patience.Long);
        Assert.Equal(["sent at-least-once", "sent at-most-once", "sent exactly-once"], messages.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Server_KilledAndStartedAgain_GuestsGetAnErrorAndThenItWorks()
    {
        await using var own = new MosquittoServer();
        await own.InitializeAsync();
        await using ScriptApp app = await StartAsync(own);
        const string Publish = "Mqtt.open(variable('server'), '', '', 30).publish('t', utf8('x'), 'at-least-once')";
        await app.RunAsync(Publish);
        own.Kill();
        Assert.Contains("connection-failed", await app.RunAsync($"return failure(() => {Publish})"), StringComparison.Ordinal);
        await own.InitializeAsync();
        await app.RunAsync(Publish);
    }

    private static Task<ScriptApp> StartAsync(MosquittoServer server) => ScriptApp.StartAsync(
        $"allowed_outbound_hosts = ['mqtt://127.0.0.1:{server.Port}']", variables: new() { ["server"] = server.Url });
}
