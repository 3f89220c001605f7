using System.Collections.Immutable;
using Whorl.Components.Types;
using Whorl.Components.Types.CoreModules;
using Whorl.Wasmtime;

namespace Whorl.Components.Validation;

/// <summary>Validates lifts and lowers, and adds the functions that they make.</summary>
internal static class CanonicalFunctions
{
    public static void AddLift(this ComponentScope scope, uint coreFunction, CanonicalOptionSet options, uint typeIndex)
    {
        var type = scope.FuncTypeAt(typeIndex);
        var actual = scope.CoreFunctions.At(coreFunction);
        CheckLiftOptions(scope, options, actual);
        CheckAsync(scope, options, type);
        foreach (var parameter in type.Parameters)
        {
            if (parameter.Type.NeedsMemory)
            {
                options.RequireRealloc();
            }
        }

        if (FlatSignature.HasSpilledParameters(type))
        {
            options.RequireRealloc();
        }

        if (options.IsAsync ? NeedsMemoryToReturn(type) : FlatSignature.HasSpilledResult(type))
        {
            options.RequireMemory();
        }

        var flat = FlatSignature.OfLift(type, options.IsAsync, options.Callback is not null);
        RequireSame(scope, flat.Parameters, actual.Parameters, "parameter", coreFunction);
        RequireSame(scope, flat.Results, actual.Results, "result", coreFunction);
        scope.Functions.Add(type);
        scope.Define(new LiftDefinition((int)coreFunction, type, flat, options.ToIndices()));
    }

    public static void AddLower(this ComponentScope scope, uint function, CanonicalOptionSet options)
    {
        var type = scope.Functions.At(function);
        options.RequireLowering();
        CheckAsync(scope, options, type);
        var flat = CheckLowering(options, type);
        scope.CoreFunctions.Add(scope.Context.CoreTypes.Function(flat));
        scope.Define(new LowerDefinition((int)function, type, flat, options.ToIndices()));
    }

    /// <summary>Checks that the options give a lowering what it needs; the result is its core type.</summary>
    public static FuncType CheckLowering(CanonicalOptionSet options, ComponentFuncType type)
    {
        var limit = options.IsAsync ? FlatSignature.MaxAsyncParameters : FlatSignature.MaxParameters;
        if (type.Parameters.Any(p => p.Type.NeedsMemory) || FlatSignature.HasSpilledParameters(type, limit))
        {
            options.RequireMemory();
        }

        if (type.Result is { NeedsMemory: true })
        {
            options.RequireRealloc();
        }

        if (options.IsAsync ? type.Result is not null : FlatSignature.HasSpilledResult(type))
        {
            options.RequireMemory();
        }

        return FlatSignature.OfLower(type, options.IsAsync);
    }

    /// <summary>Checks that a memory is one that the canonical ABI can use.</summary>
    public static void CheckAbiMemory(this ComponentScope scope, uint memory)
    {
        var type = scope.CoreMemories.At(memory);
        if (type.Is64)
        {
            throw scope.Context.Invalid("64-bit memories are not supported for canonical functions: use a 32-bit memory");
        }

        if (type.IsShared)
        {
            throw scope.Context.Invalid("mismatch in the shared flag for memories");
        }
    }

    private static void CheckLiftOptions(ComponentScope scope, CanonicalOptionSet options, CoreType actual)
    {
        if (options.PostReturn is { } postReturn)
        {
            var type = scope.CoreFunctions.At(postReturn);
            options.RequireSignature(type.Parameters.SequenceEqual(actual.Results) && type.Results.IsEmpty, "post-return");
        }

        if (options.Callback is { } callback)
        {
            var type = scope.CoreFunctions.At(callback);
            var i32 = CoreValueType.I32;
            options.RequireSignature(type.Parameters.SequenceEqual([i32, i32, i32]) && type.Results.SequenceEqual([i32]), "callback");
        }
    }

    private static void CheckAsync(ComponentScope scope, CanonicalOptionSet options, ComponentFuncType type)
    {
        if (options.IsAsync && !type.IsAsync)
        {
            throw scope.Context.Invalid("the `async` canonical option requires an async function type");
        }
    }

    // An async function returns through task.return, which takes as many flat values as any call takes parameters.
    private static bool NeedsMemoryToReturn(ComponentFuncType type) =>
        type.Result is { } result && (result.NeedsMemory || result.FlatTypes.Length > FlatSignature.MaxParameters);

    private static void RequireSame(
        ComponentScope scope, ImmutableArray<ValKind> flat, ImmutableArray<CoreValueType> actual, string what, uint coreFunction)
    {
        if (!flat.Select(CoreValueType.Of).SequenceEqual(actual))
        {
            throw scope.Context.Invalid(
                $"lowered {what} types `[{string.Join(", ", flat)}]` do not match {what} types "
                + $"`[{string.Join(", ", actual.Select(t => t.Text.ToUpperInvariant()))}]` of core function {coreFunction}");
        }
    }
}
