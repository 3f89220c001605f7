using System.Collections.Immutable;

namespace Whorl.Wit.Model;

/// <summary>A package: interfaces and worlds under one name. Compared by identity.</summary>
public sealed class WitPackage
{
    internal WitPackage(WitPackageName name) => Name = name;

    /// <summary>The name, with the version if it has one.</summary>
    public WitPackageName Name { get; }

    /// <summary>The interfaces with a name, in the order of files and text.</summary>
    public ImmutableArray<WitInterface> Interfaces { get; internal set; } = [];

    /// <summary>The worlds, in the order of files and text.</summary>
    public ImmutableArray<WitWorld> Worlds { get; internal set; } = [];

    /// <summary>Doc comment, or empty.</summary>
    public string Docs { get; internal set; } = "";

    /// <inheritdoc/>
    public override string ToString() => Name.ToString();
}
