using Whorl.Apps.Limits;
using Whorl.Apps.Model;
using Whorl.Apps.Toml;

namespace Whorl.Apps.Manifest;

/// <summary>
/// What a user wrote, whichever version of the manifest it was written in, with the places. Nothing in it is cross-checked.
/// </summary>
internal sealed class AppConfig
{
    public Located<string>? Name { get; set; }

    public string Version { get; set; } = "";

    public string Description { get; set; } = "";

    public List<string> Authors { get; set; } = [];

    public List<TargetEnvironment> Targets { get; set; } = [];

    public LimitsConfig Limits { get; set; } = new();

    public Dictionary<string, TomlTable> TriggerSettings { get; } = new(StringComparer.Ordinal);

    public List<VariableConfig> Variables { get; } = [];

    /// <summary>The names of all variables that were written, also of those that are wrong: uses of them are not.</summary>
    public HashSet<string> VariableNames { get; } = new(StringComparer.Ordinal);

    public List<TriggerConfig> Triggers { get; } = [];

    public List<ComponentConfig> Components { get; } = [];

    /// <summary>The ids of all components that were written, also of those that are wrong.</summary>
    public HashSet<string> ComponentIds { get; } = new(StringComparer.Ordinal);
}
