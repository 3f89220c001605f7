using Whorl.Wit.Model;

namespace Whorl.Bindings.Binding;

/// <summary>A parameter; for a method the first one is the resource itself.</summary>
internal sealed record BoundParameter(string Name, BoundType Type);

/// <summary>A function with its types bound.</summary>
/// <param name="Function">The WIT function.</param>
/// <param name="WitName">The name that a component uses.</param>
/// <param name="Signature">Its type as canonical text.</param>
/// <param name="Resource">The resource that it belongs to, or null.</param>
/// <param name="Name">The name of the C# method.</param>
/// <param name="Parameters">The parameters, with <c>self</c> for a method.</param>
/// <param name="Result">The result, or null.</param>
internal sealed record FunctionBinding(
    WitFunction Function,
    string WitName,
    string Signature,
    ResourceBinding? Resource,
    string Name,
    IReadOnlyList<BoundParameter> Parameters,
    BoundType? Result)
{
    // Canonical ABI: MAX_FLAT_PARAMS and MAX_FLAT_RESULTS.
    public const int MaxFlatParameters = 16;
    private const int MaxFlatResults = 1;

    public bool IsAsync => Function.IsAsync;

    public bool IsMethod => Function.Kind == WitFunctionKind.Method;

    /// <summary>The parameters as one tuple, which is how they are laid out in memory when they do not fit.</summary>
    public TupleType ParameterTuple { get; } = new([.. Parameters.Select(p => p.Type)]);

    public bool SpillsParameters => Parameters.Sum(p => p.Type.FlatCount) > MaxFlatParameters;

    public bool SpillsResult => Result is not null && Result.FlatCount > MaxFlatResults;

    /// <summary>How many core parameters the lowered parameters take.</summary>
    public int FlatParameterCount => SpillsParameters ? 1 : Parameters.Sum(p => p.Type.FlatCount);
}
