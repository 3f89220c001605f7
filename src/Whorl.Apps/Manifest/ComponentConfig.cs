using Whorl.Apps.Limits;
using Whorl.Apps.Model;
using Whorl.Apps.Toml;

namespace Whorl.Apps.Manifest;

/// <summary>A component as written.</summary>
internal sealed class ComponentConfig
{
    public required Located<string> Id { get; set; }

    public ComponentSource? Source { get; set; }

    public string Description { get; set; } = "";

    public List<(Located<string> Name, Located<string> Value)> Variables { get; set; } = [];

    public List<(Located<string> Name, Located<string> Value)> Environment { get; set; } = [];

    public List<FilesEntry> Files { get; set; } = [];

    public List<Located<string>> ExcludeFiles { get; set; } = [];

    public List<Located<string>> AllowedOutboundHosts { get; set; } = [];

    public List<Located<string>> KeyValueStores { get; set; } = [];

    public List<Located<string>> SqliteDatabases { get; set; } = [];

    public List<Located<string>> AiModels { get; set; } = [];

    public List<TargetEnvironment>? Targets { get; set; }

    public BuildConfig? Build { get; set; }

    public Located<bool>? DependenciesInherit { get; set; }

    public List<DependencyConfig> Dependencies { get; set; } = [];

    public Dictionary<string, ProfileConfig> Profiles { get; } = new(StringComparer.Ordinal);

    public LimitsConfig Limits { get; set; } = new();
}
