using Whorl.Wit.Model;
using Whorl.Wit.Syntax;

namespace Whorl.Wit.Resolution;

/// <summary>A package while it is being resolved: its items by name, and which of them a feature gate has removed.</summary>
internal sealed class PackageScope(PackageText text)
{
    public PackageText Text { get; } = text;

    public WitPackage Model { get; } = new(text.Name) { Docs = text.Docs };

    public Dictionary<string, ItemScope> Items { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Hidden { get; } = new(StringComparer.Ordinal);
}

/// <summary>An interface or a world with the part of its package that its text stands in, which gives names to it.</summary>
internal sealed class ItemScope(PackageScope package, PackageNode part, PackageItem node)
{
    public PackageScope Package { get; } = package;

    public PackageNode Part { get; } = part;

    public PackageItem Node { get; } = node;

    public WitInterface? Interface { get; init; }

    public WitWorld? World { get; init; }

    public ResolutionState State { get; set; }
}

internal enum ResolutionState
{
    Untouched,
    InProgress,
    Done,
}
