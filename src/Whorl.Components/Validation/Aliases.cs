using Whorl.Components.Types;
using Whorl.Components.Types.CoreModules;

namespace Whorl.Components.Validation;

/// <summary>Validates aliases and adds what they stand for.</summary>
internal static class Aliases
{
    /// <summary>An export of a component instance.</summary>
    public static void AddInstanceExport(this ComponentScope scope, Sort sort, uint instance, string name)
    {
        RequireTypeScopeAllows(scope, sort is Sort.Type or Sort.Instance);
        if (!scope.Instances.At(instance).Exports.TryGet(name, out var type))
        {
            throw scope.Context.Invalid($"instance {instance} has no export named `{name}`");
        }

        if (SortOf(type) != sort)
        {
            throw scope.Context.Invalid($"export `{name}` for instance {instance} is not a {Noun(sort)}");
        }

        scope.AddItem(type);
        if (sort != Sort.Type)
        {
            scope.Define(new InstanceExportAlias((int)instance, sort, name));
        }
    }

    /// <summary>An export of a core instance.</summary>
    public static void AddCoreExport(this ComponentScope scope, CoreSort sort, uint instance, string name)
    {
        RequireTypeScopeAllows(scope, false);
        if (!scope.CoreInstances.At(instance).TryGetValue(name, out var type))
        {
            throw scope.Context.Invalid($"core instance {instance} has no export named `{name}`");
        }

        switch (sort, type)
        {
            case (CoreSort.Func, CoreFunctionExtern function):
                scope.CoreFunctions.Add(function.Type);
                break;
            case (CoreSort.Table, CoreTableExtern table):
                scope.CoreTables.Add(table);
                break;
            case (CoreSort.Memory, CoreMemoryExtern memory):
                scope.CoreMemories.Add(memory);
                break;
            case (CoreSort.Global, CoreGlobalExtern global):
                scope.CoreGlobals.Add(global);
                break;
            case (CoreSort.Tag, CoreTagExtern tag):
                scope.CoreTags.Add(tag.Type);
                break;
            default:
                throw scope.Context.Invalid($"export `{name}` for core instance {instance} is not a {Noun(sort)}");
        }

        scope.Define(new CoreExportAlias((int)instance, sort, name));
    }

    public static void AddOuterCoreModule(this ComponentScope scope, uint count, uint index)
    {
        RequireTypeScopeAllows(scope, false);
        scope.CoreModules.Add(scope.Outer(count).CoreModules.At(index));
        scope.Define(new OuterAlias(Sort.CoreModule, (int)count, (int)index));
    }

    public static void AddOuterComponent(this ComponentScope scope, uint count, uint index)
    {
        RequireTypeScopeAllows(scope, false);
        scope.Components.Add(scope.Outer(count).Components.At(index));
        scope.Define(new OuterAlias(Sort.Component, (int)count, (int)index));
    }

    public static void AddOuterCoreType(this ComponentScope scope, uint count, uint index) =>
        scope.CoreTypes.Add(scope.Outer(count).CoreTypes.At(index));

    public static void AddOuterType(this ComponentScope scope, uint count, uint index)
    {
        var type = scope.Outer(count).Types.At(index);
        if (CrossesComponent(scope, count))
        {
            scope.Context.Spend(type.Traits);
            if (FreeResources.Of(type).Count > 0)
            {
                throw scope.Context.Invalid(
                    "cannot alias outer type which transitively refers to resources not defined in the current component");
            }
        }

        scope.Types.Add(type);
    }

    public static Sort SortOf(ExternType type) => type switch
    {
        ModuleExtern => Sort.CoreModule,
        FuncExtern => Sort.Func,
        ValueExtern => Sort.Value,
        TypeExtern => Sort.Type,
        ComponentExtern => Sort.Component,
        _ => Sort.Instance,
    };

    // Scopes of types only ever lie inside others of their own, so that the first step outwards decides.
    private static bool CrossesComponent(ComponentScope scope, uint count)
    {
        for (var i = count; i > 0; i--)
        {
            if (scope.Kind == ScopeKind.Component)
            {
                return true;
            }

            scope = scope.Parent!;
        }

        return false;
    }

    private static void RequireTypeScopeAllows(ComponentScope scope, bool allowed)
    {
        if (scope.Kind != ScopeKind.Component && !allowed)
        {
            throw scope.Context.Invalid("aliases in a component or instance type may only refer to types or instances");
        }
    }

    private static string Noun(Sort sort) => sort switch
    {
        Sort.CoreModule => "module",
        _ => sort.ToString().ToLowerInvariant(),
    };

    private static string Noun(CoreSort sort) => sort == CoreSort.Func ? "function" : sort.ToString().ToLowerInvariant();
}
