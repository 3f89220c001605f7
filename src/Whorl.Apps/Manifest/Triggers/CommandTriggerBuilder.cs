using Whorl.Apps.Model;

namespace Whorl.Apps.Manifest.Triggers;

/// <summary>Makes the models of command triggers, which have no settings.</summary>
internal static class CommandTriggerBuilder
{
    /// <summary>The trigger type.</summary>
    public const string Type = "command";

    public static CommandTriggerModel Build(TriggerModel model) => new(model);
}
