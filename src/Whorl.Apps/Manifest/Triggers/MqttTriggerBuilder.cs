using Whorl.Apps.Model;
using Whorl.Apps.Templates;

namespace Whorl.Apps.Manifest.Triggers;

/// <summary>Makes the models of MQTT triggers.</summary>
internal sealed class MqttTriggerBuilder
{
    /// <summary>The trigger type.</summary>
    public const string Type = "mqtt";

    private const int DefaultKeepAlive = 30;
    private const string Forms = "Write address = \"mqtt://localhost:1883\" in [application.trigger.mqtt].";

    private readonly MqttServerModel? _server;
    private readonly bool _hasSettings;

    /// <param name="settings">The settings of all MQTT triggers, if there are any.</param>
    public MqttTriggerBuilder(TriggerSettings? settings)
    {
        if (settings is null)
        {
            return;
        }

        _hasSettings = true;
        Template? address = settings.RequiredTemplate("address", Forms);
        Template? user = settings.Template("username");
        Template? password = settings.Template("password");
        Template? clientId = settings.Template("client_id");
        int keepAlive = settings.Number("keep_alive_interval", 1, ushort.MaxValue, allowText: true) ?? DefaultKeepAlive;
        settings.Finish();
        _server = address is null ? null : new MqttServerModel(address, user ?? Template.Empty, password ?? Template.Empty, TimeSpan.FromSeconds(keepAlive), clientId);
    }

    public MqttTriggerModel? Build(TriggerModel model, TriggerSettings settings)
    {
        Template? topic = settings.RequiredTemplate("topic", "Add topic = \"<name>\"; + stands for any one level, # for all that follow.");
        if (topic is { IsLiteral: true } && FindTopicError(topic.Text) is { } error)
        {
            settings.Bad("topic", settings.Text("topic")!.Value, $"a topic filter, and {error}", null);
        }

        int? quality = settings.Number("qos", 0, 2, allowText: true);
        int? concurrency = settings.Concurrency();
        int? attempts = settings.Number("attempts", 1, 1_000, allowText: false);
        if (!_hasSettings)
        {
            settings.Missing("address", Forms);
        }

        return topic is null || _server is null ? null : new MqttTriggerModel(model, _server, topic)
        {
            Quality = quality ?? 0,
            Concurrency = concurrency ?? TriggerModel.DefaultConcurrency,
            Attempts = attempts,
        };
    }

    private static string? FindTopicError(string topic)
    {
        string[] levels = topic.Split('/');
        return levels.Any(l => l.Length > 1 && l.AsSpan().ContainsAny('+', '#')) ? "+ and # stand for whole levels"
            : levels.SkipLast(1).Contains("#") ? "# can only come last"
            : null;
    }
}
