using System.Collections.Immutable;

namespace Whorl.Components.Validation;

/// <summary>Validates a component's start function.</summary>
internal static class StartFunction
{
    public static void AddStart(this ComponentScope scope, uint function, ImmutableArray<uint> arguments, uint results)
    {
        var type = scope.Functions.At(function);
        if (type.Parameters.Length != arguments.Length)
        {
            throw scope.Context.Invalid(
                $"component start function requires {type.Parameters.Length} arguments but was given {arguments.Length}");
        }

        if (results != (type.Result is null ? 0u : 1u))
        {
            throw scope.Context.Invalid(
                $"component start function has a result count of {results}, but its type has {(type.Result is null ? 0 : 1)}");
        }

        for (var i = 0; i < arguments.Length; i++)
        {
            if (ValueSubtyping.Check(scope.Values.Use(arguments[i]), type.Parameters[i].Type) is { } error)
            {
                throw scope.Context.Invalid($"value type mismatch for component start function argument {i}: {error}");
            }
        }

        if (type.Result is not null)
        {
            scope.Values.Add(type.Result, isUsed: false);
        }

        scope.Define(new StartDefinition((int)function, [.. arguments.Select(a => (int)a)], type.Result is not null));
    }
}
