using System.Collections.Immutable;
using Whorl.Components.Types;
using Whorl.Components.Types.CoreModules;

namespace Whorl.Components.Validation;

/// <summary>Validates core instances and adds them.</summary>
internal static class CoreInstances
{
    /// <summary>A core instance made from a module, given core instances by name.</summary>
    public static void AddInstantiation(this ComponentScope scope, uint module, ImmutableArray<(string Name, uint Instance)> arguments)
    {
        var context = scope.Context;
        var type = scope.CoreModules.At(module);
        context.Spend(TypeTraits.Leaf with { NodeCount = type.Size });
        var given = new Dictionary<string, IReadOnlyDictionary<string, CoreExternType>>(StringComparer.Ordinal);
        foreach (var (name, instance) in arguments)
        {
            if (!given.TryAdd(name, scope.CoreInstances.At(instance)))
            {
                throw context.Invalid($"duplicate module instantiation argument named `{name}`");
            }
        }

        foreach (var ((from, name), expected) in type.Imports)
        {
            if (!given.TryGetValue(from, out var exports))
            {
                throw context.Invalid($"missing module instantiation argument named `{from}`");
            }

            if (!exports.TryGetValue(name, out var actual))
            {
                throw context.Invalid($"module instantiation argument `{from}` does not export an item named `{name}`");
            }

            if (CoreSubtyping.Check(actual, expected) is { } error)
            {
                throw context.Invalid($"type mismatch for export `{name}` of module instantiation argument `{from}`: {error}");
            }
        }

        scope.CoreInstances.Add(type.Exports);
        scope.Define(new CoreInstantiation((int)module, type, [.. arguments.Select(a => (a.Name, (int)a.Instance))]));
    }

    /// <summary>A core instance made by naming core items.</summary>
    public static void AddInlineExports(this ComponentScope scope, ImmutableArray<(string Name, CoreSort Sort, uint Index)> exports)
    {
        var types = new Dictionary<string, CoreExternType>(StringComparer.Ordinal);
        foreach (var (name, sort, index) in exports)
        {
            if (!types.TryAdd(name, TypeOf(scope, sort, index)))
            {
                throw scope.Context.Invalid($"duplicate instantiation export name `{name}` already defined");
            }
        }

        scope.CoreInstances.Add(types);
        scope.Define(new CoreInlineExports([.. exports.Select(e => (e.Name, e.Sort, (int)e.Index))]));
    }

    private static CoreExternType TypeOf(ComponentScope scope, CoreSort sort, uint index) => sort switch
    {
        CoreSort.Func => new CoreFunctionExtern(scope.CoreFunctions.At(index)),
        CoreSort.Table => scope.CoreTables.At(index),
        CoreSort.Memory => scope.CoreMemories.At(index),
        CoreSort.Global => scope.CoreGlobals.At(index),
        _ => new CoreTagExtern(scope.CoreTags.At(index)),
    };
}
