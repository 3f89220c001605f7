using System.Collections.Immutable;

namespace Whorl.Wit.Model;

/// <summary>A set of types and functions. Compared by identity.</summary>
public sealed class WitInterface
{
    internal WitInterface(string? name, WitPackage package)
    {
        Name = name;
        Package = package;
    }

    /// <summary>The name in kebab case, or null when it is written inside a world (<c>import x: interface { }</c>).</summary>
    public string? Name { get; }

    /// <summary>The package that it is in.</summary>
    public WitPackage Package { get; }

    /// <summary>The full name, such as <c>wasi:http/types@0.2.12</c>, or null when it has none of its own.</summary>
    public string? QualifiedName => Name is null ? null : Package.Name.Qualify(Name);

    /// <summary>The types, in the order of the text, those that <c>use</c> brings in among them.</summary>
    public ImmutableArray<WitTypeDefinition> Types { get; internal set; } = [];

    /// <summary>All functions, those of resources among them, in the order of the text.</summary>
    public ImmutableArray<WitFunction> Functions { get; internal set; } = [];

    /// <summary>The interfaces whose types it uses, each once, in the order of the text.</summary>
    public ImmutableArray<WitInterface> Uses { get; internal set; } = [];

    /// <summary>Doc comment, or empty.</summary>
    public string Docs { get; internal set; } = "";

    /// <summary>Gates.</summary>
    public WitStability Stability { get; internal set; } = WitStability.None;

    /// <inheritdoc/>
    public override string ToString() => QualifiedName ?? "(interface)";
}
