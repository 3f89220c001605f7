namespace Whorl.Wit.Model;

/// <summary>A type with a name, defined in an interface or a world. Compared by identity.</summary>
public sealed class WitTypeDefinition
{
    internal WitTypeDefinition(string name, WitInterface? @interface, WitWorld? world)
    {
        Name = name;
        Interface = @interface;
        World = world;
    }

    /// <summary>The name in kebab case.</summary>
    public string Name { get; }

    /// <summary>The interface that defines it, or null when a world does.</summary>
    public WitInterface? Interface { get; }

    /// <summary>The world that defines it, or null when an interface does.</summary>
    public WitWorld? World { get; }

    /// <summary>What it is.</summary>
    public WitTypeKind Kind { get; internal set; } = null!;

    /// <summary>Doc comment, or empty.</summary>
    public string Docs { get; internal set; } = "";

    /// <summary>Gates.</summary>
    public WitStability Stability { get; internal set; } = WitStability.None;

    /// <summary>The text of <c>@external-id</c>, or null.</summary>
    public string? ExternalId { get; internal set; }

    /// <summary>True when this is a resource, directly or by way of <c>use</c> and aliases.</summary>
    public bool IsResource => Target.Kind is WitTypeKind.Resource;

    /// <summary>The definition itself after following <c>use</c> and aliases to a named type.</summary>
    public WitTypeDefinition Target => Kind switch
    {
        WitTypeKind.Use use => use.Definition.Target,
        WitTypeKind.Alias { Type: WitType.Named named } => named.Definition.Target,
        WitTypeKind.Alias { Type: WitType.Own own, IsResourceName: true } => own.Resource.Target,
        _ => this,
    };

    /// <inheritdoc/>
    public override string ToString() => $"{Interface?.QualifiedName ?? World?.QualifiedName}.{Name}";
}
