namespace Whorl.Components.Types;

/// <summary>
/// A resource type. Identity is the object: a component that is instantiated twice has two, and an imported one is a
/// stand-in until the import is bound.
/// </summary>
public sealed class ResourceType
{
    internal ResourceType(string name)
    {
        Name = name;
    }

    /// <summary>The name under which the resource is first imported or exported; empty while it has none.</summary>
    public string Name { get; private set; }

    /// <summary>In a link plan: the index among the plan's own resources, or -1.</summary>
    internal int DefinedIndex { get; init; } = -1;

    /// <summary>In a link plan: the index among the plan's imported resources, or -1.</summary>
    internal int ImportedIndex { get; init; } = -1;

    /// <inheritdoc/>
    public override string ToString() => Name.Length == 0 ? "(unnamed resource)" : Name;

    /// <summary>A resource gets its name from its first export, since its definition has none.</summary>
    internal void NameOnce(string name)
    {
        if (Name.Length == 0)
        {
            Name = name;
        }
    }
}
