using System.Collections.Immutable;

namespace Whorl.Wit.Model;

/// <summary>What a component imports and exports, with every <c>include</c> and every interface that is needed for its types taken in.</summary>
public sealed class WitWorld
{
    internal WitWorld(string name, WitPackage package)
    {
        Name = name;
        Package = package;
    }

    /// <summary>The name in kebab case.</summary>
    public string Name { get; }

    /// <summary>The package that it is in.</summary>
    public WitPackage Package { get; }

    /// <summary>The full name, such as <c>wasi:http/proxy@0.2.12</c>.</summary>
    public string QualifiedName => Package.Name.Qualify(Name);

    /// <summary>The imports; an interface comes after those whose types it uses.</summary>
    public ImmutableArray<WitWorldItem> Imports { get; internal set; } = [];

    /// <summary>The exports, in the order of the text.</summary>
    public ImmutableArray<WitWorldItem> Exports { get; internal set; } = [];

    /// <summary>The types that the world itself defines or brings in by <c>use</c>.</summary>
    public ImmutableArray<WitTypeDefinition> Types { get; internal set; } = [];

    /// <summary>Doc comment, or empty.</summary>
    public string Docs { get; internal set; } = "";

    /// <summary>Gates.</summary>
    public WitStability Stability { get; internal set; } = WitStability.None;

    /// <inheritdoc/>
    public override string ToString() => QualifiedName;
}
