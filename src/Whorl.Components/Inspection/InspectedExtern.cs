using System.Collections.Immutable;
using Whorl.Components.Types;
using Whorl.Components.Validation;

namespace Whorl.Components.Inspection;

/// <summary>Something that a component imports or exports by name.</summary>
public sealed record InspectedExtern
{
    /// <summary>The name, such as <c>wasi:http/types@0.2.12</c> or <c>run</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it is: <c>instance</c> (an interface), <c>func</c>, <c>type</c>, <c>module</c>, <c>component</c> or <c>value</c>.</summary>
    public required string Sort { get; init; }

    /// <summary>The interface that an instance with a plain name says it implements; null for none.</summary>
    public string? Implements { get; init; }

    /// <summary>The functions of an interface, or the function itself.</summary>
    public ImmutableArray<InspectedFunction> Functions { get; init; } = [];

    /// <summary>The names of the resources of an interface, or of the resource itself.</summary>
    public ImmutableArray<string> Resources { get; init; } = [];

    internal static InspectedExtern Of(ExternName name, ExternType type, TextBudget budget)
    {
        IEnumerable<KeyValuePair<string, ExternType>> members = type is InstanceExtern instance ? instance.Type.Exports : [new(name.Name, type)];
        return new InspectedExtern
        {
            Name = name.Name,
            Sort = type.Noun,
            Implements = name.Implements,
            Functions = [.. members.Where(m => m.Value is FuncExtern).Select(m => new InspectedFunction(m.Key, Signature(((FuncExtern)m.Value).Type, budget)))],
            Resources = [.. members.Where(m => m.Value is TypeExtern { Created: ResourceName }).Select(m => m.Key)],
        };
    }

    private static string Signature(ComponentFuncType type, TextBudget budget) => budget.TrySpend(type) ? type.Signature : TextBudget.TooLong;
}
