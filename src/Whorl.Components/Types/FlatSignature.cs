using System.Collections.Immutable;
using Whorl.Wasmtime;

namespace Whorl.Components.Types;

/// <summary>The core signature of a lifted or lowered function (canonical ABI: <c>flatten_functype</c>).</summary>
internal static class FlatSignature
{
    /// <summary>The most parameters that are passed as core values; more go through memory.</summary>
    public const int MaxParameters = 16;

    /// <summary>The most parameters of an async lowering that are passed as core values.</summary>
    public const int MaxAsyncParameters = 4;

    /// <summary>The most results that are passed as core values.</summary>
    public const int MaxResults = 1;

    /// <summary>The type of the core function that a lift takes.</summary>
    public static FuncType OfLift(ComponentFuncType type, bool isAsync, bool hasCallback)
    {
        var parameters = FlattenParameters(type, MaxParameters);
        ImmutableArray<ValKind> results = (isAsync, hasCallback) switch
        {
            (true, true) => [ValKind.I32],
            (true, false) => [],
            _ => HasSpilledResult(type) ? [ValKind.I32] : type.Result?.FlatTypes ?? [],
        };
        return new FuncType(parameters, results);
    }

    /// <summary>The type of the core function that a lowering makes.</summary>
    public static FuncType OfLower(ComponentFuncType type, bool isAsync)
    {
        var parameters = FlattenParameters(type, isAsync ? MaxAsyncParameters : MaxParameters);
        if (isAsync)
        {
            return new FuncType(type.Result is null ? parameters : parameters.Add(ValKind.I32), [ValKind.I32]);
        }

        return HasSpilledResult(type)
            ? new FuncType(parameters.Add(ValKind.I32), [])
            : new FuncType(parameters, type.Result?.FlatTypes ?? []);
    }

    /// <summary>True when the parameters are passed in memory, as one pointer to a tuple of them.</summary>
    public static bool HasSpilledParameters(ComponentFuncType type, int limit = MaxParameters) =>
        type.Parameters.Sum(p => p.Type.FlatTypes.Length) > limit;

    /// <summary>True when the result of a synchronous call is passed in memory, as one pointer.</summary>
    public static bool HasSpilledResult(ComponentFuncType type) => type.Result?.FlatTypes.Length > MaxResults;

    private static ImmutableArray<ValKind> FlattenParameters(ComponentFuncType type, int limit) =>
        HasSpilledParameters(type, limit) ? [ValKind.I32] : [.. type.Parameters.SelectMany(p => p.Type.FlatTypes)];
}
