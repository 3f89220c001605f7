using Whorl.Apps.Model;
using Whorl.Apps.Templates;

namespace Whorl.Apps.Manifest.Triggers;

/// <summary>Makes the models of Redis triggers.</summary>
internal sealed class RedisTriggerBuilder
{
    /// <summary>The trigger type.</summary>
    public const string Type = "redis";

    private const string Forms = "Write address = \"redis://localhost:6379\", here or in [application.trigger.redis].";

    private readonly Template? _address;
    private readonly bool _hasAddress;

    /// <param name="settings">The settings of all Redis triggers, if there are any.</param>
    public RedisTriggerBuilder(TriggerSettings? settings)
    {
        if (settings is not null)
        {
            // One that is wrong was reported, and is not missing.
            _hasAddress = settings.Has("address");
            _address = settings.RequiredTemplate("address", Forms);
            settings.Finish();
        }
    }

    public RedisTriggerModel? Build(TriggerModel model, TriggerSettings settings)
    {
        Template? channel = settings.RequiredTemplate("channel", "Add channel = \"<name>\".");
        Template? address = _hasAddress && !settings.Has("address") ? _address : settings.RequiredTemplate("address", Forms);
        int? concurrency = settings.Concurrency();
        return channel is null || address is null
            ? null
            : new RedisTriggerModel(model, address, channel) { Concurrency = concurrency ?? TriggerModel.DefaultConcurrency };
    }
}
