using System.Collections.Immutable;

namespace Whorl.Wit.Model;

/// <summary>A function of an interface, a world or a resource. Compared by identity.</summary>
public sealed class WitFunction
{
    internal WitFunction(string name, WitFunctionKind kind, WitTypeDefinition? resource)
    {
        Name = name;
        Kind = kind;
        Resource = resource;
    }

    /// <summary>The name as written, in kebab case; the resource's name for a constructor.</summary>
    public string Name { get; }

    /// <summary>Where it belongs.</summary>
    public WitFunctionKind Kind { get; }

    /// <summary>The resource that it belongs to, or null for a free function.</summary>
    public WitTypeDefinition? Resource { get; }

    /// <summary>The parameters, with <c>self</c> for a method.</summary>
    public ImmutableArray<WitParameter> Parameters { get; internal set; } = [];

    /// <summary>The type of the result, or null.</summary>
    public WitType? Result { get; internal set; }

    /// <summary>Whether it is an <c>async</c> function.</summary>
    public bool IsAsync { get; internal set; }

    /// <summary>Doc comment, or empty.</summary>
    public string Docs { get; internal set; } = "";

    /// <summary>Gates.</summary>
    public WitStability Stability { get; internal set; } = WitStability.None;

    /// <summary>The text of <c>@external-id</c>, or null.</summary>
    public string? ExternalId { get; internal set; }

    /// <summary>The name that a component uses, such as <c>[method]fields.get</c>.</summary>
    public string CanonicalName => Kind switch
    {
        WitFunctionKind.Method => $"[method]{Resource!.Name}.{Name}",
        WitFunctionKind.Static => $"[static]{Resource!.Name}.{Name}",
        WitFunctionKind.Constructor => $"[constructor]{Resource!.Name}",
        _ => Name,
    };

    /// <inheritdoc/>
    public override string ToString() => CanonicalName;
}
