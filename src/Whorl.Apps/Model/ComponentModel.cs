using System.Collections.Immutable;
using Whorl.Apps.Diagnostics;
using Whorl.Apps.Limits;
using Whorl.Apps.Network;
using Whorl.Apps.Templates;

namespace Whorl.Apps.Model;

/// <summary>A component of an app, with the chosen profile applied.</summary>
public sealed record ComponentModel
{
    /// <summary>The id, in kebab-case.</summary>
    public required string Id { get; init; }

    /// <summary>
    /// The id that the manifest gives it. <see cref="Id"/> is another one where several triggers run it with different middleware, so that it has
    /// become several components.
    /// </summary>
    public string DeclaredId
    {
        get => field ?? Id;
        init;
    }

    /// <summary>Where the manifest defines it.</summary>
    public SourceLocation Location { get; init; }

    /// <summary>Where its Wasm comes from.</summary>
    public required ComponentSource Source { get; init; }

    /// <summary><c>description</c>; empty when the manifest has none.</summary>
    public string Description { get; init; } = "";

    /// <summary><c>environment</c>: the WASI environment. Values are literal.</summary>
    public ImmutableSortedDictionary<string, string> Environment { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary><c>variables</c>: what the component can ask for by name, each a template over the app's variables.</summary>
    public ImmutableSortedDictionary<string, Template> Variables { get; init; } =
        ImmutableSortedDictionary.Create<string, Template>(StringComparer.Ordinal);

    /// <summary><c>files</c>, as written; <see cref="Files.FileTree"/> is what they come to on disk.</summary>
    public ImmutableArray<FilesEntry> Files { get; init; } = [];

    /// <summary><c>exclude_files</c>: globs over paths relative to the app's folder.</summary>
    public ImmutableArray<string> ExcludeFiles { get; init; } = [];

    /// <summary><c>allowed_outbound_hosts</c>, with <c>allowed_http_hosts</c> converted and added.</summary>
    public ImmutableArray<AllowedHostEntry> AllowedOutboundHosts { get; init; } = [];

    /// <summary><c>key_value_stores</c>: labels of the stores it may open.</summary>
    public ImmutableArray<string> KeyValueStores { get; init; } = [];

    /// <summary><c>sqlite_databases</c>: labels of the databases it may open.</summary>
    public ImmutableArray<string> SqliteDatabases { get; init; } = [];

    /// <summary><c>ai_models</c>: names of the models it may use.</summary>
    public ImmutableArray<string> AiModels { get; init; } = [];

    /// <summary><c>targets</c>; null when the component takes over the app's.</summary>
    public ImmutableArray<TargetEnvironment>? Targets { get; init; }

    /// <summary><c>build</c>; null when the component is not built.</summary>
    public BuildModel? Build { get; init; }

    /// <summary><c>dependencies</c>: what other components satisfy its imports.</summary>
    public ImmutableArray<DependencyModel> Dependencies { get; init; } = [];

    /// <summary>
    /// What stands between the component and its trigger, outermost first. A manifest writes it at the trigger;
    /// <see cref="Loading.MiddlewareChains"/> puts it here.
    /// </summary>
    public ImmutableArray<DependencyModel> Middleware { get; init; } = [];

    /// <summary>What it may use.</summary>
    public ComponentLimits Limits { get; init; } = ComponentLimits.Default;
}
