using Whorl.Apps.Model;
using Whorl.Cli.Interaction;
using Whorl.Runtime.Events;
using Whorl.Runtime.Loading;

namespace Whorl.Cli.Serving;

/// <summary>Runs <c>whorl up --test</c>: gives each component of an MQTT trigger one message, without a server.</summary>
internal static class TestMessages
{
    private const string Topic = "test";

    /// <exception cref="CommandException">The app has no such trigger, or a component did not handle the message.</exception>
    public static async Task<int> DeliverAsync(LoadedApp app, ITerminal terminal)
    {
        MqttTriggerModel[] triggers = [.. app.Model.Triggers.OfType<MqttTriggerModel>()];
        if (triggers.Length == 0)
        {
            throw new CommandException(
                $"--test: {app.Model.Name} has no MQTT trigger, and only those are tested.", "Leave --test out to serve the app, or add [[trigger.mqtt]] to the manifest.");
        }

        foreach (MqttTriggerModel trigger in triggers)
        {
            EventResult result = await EventDelivery.Start(app.ComponentOf(trigger), new MqttMessage(Topic, "test message"u8.ToArray())).Completed;
            if (!result.IsHandled)
            {
                throw new CommandException($"--test: component {trigger.Component} of trigger {trigger.Id} {result.Failure}.");
            }

            terminal.Say($"Component {trigger.Component} of trigger {trigger.Id} has handled the test message.");
        }

        return ExitCodes.Success;
    }
}
