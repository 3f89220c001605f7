using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Whorl.Apps.Limits;

namespace Whorl.Apps.Model;

/// <summary>An app: validated, normalised and immutable. It says nothing about what is on the disk.</summary>
public sealed record AppModel
{
    private readonly ImmutableArray<ComponentModel> _components = [];
    private ImmutableDictionary<string, ComponentModel> _byId = ImmutableDictionary<string, ComponentModel>.Empty;

    /// <summary><c>application.name</c>.</summary>
    public required string Name { get; init; }

    /// <summary><c>application.version</c>; empty when the manifest has none.</summary>
    public string Version { get; init; } = "";

    /// <summary><c>application.description</c>; empty when the manifest has none.</summary>
    public string Description { get; init; } = "";

    /// <summary><c>application.authors</c>.</summary>
    public ImmutableArray<string> Authors { get; init; } = [];

    /// <summary><c>application.targets</c>: the environments that components must suit unless they say otherwise.</summary>
    public ImmutableArray<TargetEnvironment> Targets { get; init; } = [];

    /// <summary>The absolute path of the folder that every relative path of the manifest starts from.</summary>
    public required string Folder { get; init; }

    /// <summary>The manifest's path as the user named it, for messages; null for a bare Wasm file.</summary>
    public string? ManifestPath { get; init; }

    /// <summary>The build profile that was applied; null for none.</summary>
    public string? Profile { get; init; }

    /// <summary>The variables that the app defines, in the order of the manifest.</summary>
    public ImmutableArray<VariableModel> Variables { get; init; } = [];

    /// <summary>The components in the order of the manifest, inline ones last.</summary>
    public required ImmutableArray<ComponentModel> Components
    {
        get => _components;
        init
        {
            _components = value;
            _byId = value.ToImmutableDictionary(c => c.Id, StringComparer.Ordinal);
        }
    }

    /// <summary>The ids of the components that the manifest has too, and that were not selected.</summary>
    public ImmutableArray<string> UnselectedComponents { get; init; } = [];

    /// <summary>The triggers of every type, in the order of the manifest.</summary>
    public required ImmutableArray<TriggerModel> Triggers { get; init; }

    /// <summary>The triggers of type <c>http</c>.</summary>
    public IEnumerable<HttpTriggerModel> HttpTriggers => Triggers.OfType<HttpTriggerModel>();

    /// <summary><c>application.trigger.http.base</c>: what every route starts with; <c>/</c> unless set.</summary>
    public string HttpBase { get; init; } = "/";

    /// <summary><c>application.trigger.&lt;type&gt;</c> for each trigger type that has such a table.</summary>
    public ImmutableDictionary<string, Toml.TomlTable> TriggerSettings { get; init; } =
        ImmutableDictionary<string, Toml.TomlTable>.Empty;

    /// <summary><c>application.tool.whorl.limits</c>: what a component gets that sets no limits of its own.</summary>
    public ComponentLimits DefaultLimits { get; init; } = ComponentLimits.Default;

    /// <summary>The component with this id.</summary>
    public bool TryGetComponent(string id, [NotNullWhen(true)] out ComponentModel? component) => _byId.TryGetValue(id, out component);

    /// <summary>The component with an id that the manifest's checks have found to be one.</summary>
    public ComponentModel Component(string id) => _byId[id];

    /// <summary>
    /// The same app with <paramref name="variables"/> added to every component's environment; a later value of a name wins.
    /// </summary>
    public AppModel WithEnvironment(IEnumerable<KeyValuePair<string, string>> variables)
    {
        ImmutableArray<KeyValuePair<string, string>> added = [.. variables];
        return added.IsEmpty
            ? this
            : this with { Components = [.. Components.Select(c => c with { Environment = c.Environment.SetItems(added) })] };
    }
}
