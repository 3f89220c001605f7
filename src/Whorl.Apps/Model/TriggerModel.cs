using System.Collections.Immutable;
using Whorl.Apps.Diagnostics;
using Whorl.Apps.Toml;

namespace Whorl.Apps.Model;

/// <summary>What makes an app run: a trigger of a type that only its own trigger host understands.</summary>
public record TriggerModel
{
    /// <summary>The role of dependencies that requests pass through on their way to the component.</summary>
    public const string MiddlewareRole = "middleware";

    /// <summary>Messages that a component works on at a time, unless the manifest says otherwise.</summary>
    public const int DefaultConcurrency = 16;

    /// <summary>The id, unique in the app; given by the manifest or derived.</summary>
    public required string Id { get; init; }

    /// <summary>The type, for example <c>http</c> or <c>redis</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Where the manifest defines it.</summary>
    public SourceLocation Location { get; init; }

    /// <summary>The component that runs; null when the trigger has none.</summary>
    public string? Component { get; init; }

    /// <summary><c>components</c>: further components, by a role that the trigger type gives a meaning.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> Components { get; init; } =
        ImmutableSortedDictionary.Create<string, ImmutableArray<string>>(StringComparer.Ordinal);

    /// <summary>
    /// <c>dependencies</c>: components around the one that runs, by role; for HTTP the role is <c>middleware</c>, outermost first.
    /// </summary>
    public ImmutableSortedDictionary<string, ImmutableArray<DependencyModel>> Dependencies { get; init; } =
        ImmutableSortedDictionary.Create<string, ImmutableArray<DependencyModel>>(StringComparer.Ordinal);

    /// <summary>Every other key of the trigger, as written.</summary>
    public TomlTable Settings { get; init; } = TomlTable.Empty;

    /// <summary>The dependencies of the role <c>middleware</c>, outermost first.</summary>
    public ImmutableArray<DependencyModel> Middleware => Dependencies.GetValueOrDefault(MiddlewareRole, []);

    /// <summary>Every component that the trigger names, each once.</summary>
    public IEnumerable<string> ReferencedComponents =>
        (Component is null ? [] : new[] { Component })
            .Concat(Components.Values.SelectMany(ids => ids))
            .Distinct(StringComparer.Ordinal);
}
