using System.Collections.Immutable;
using Whorl.Components.Types;

namespace Whorl.Components.Validation;

/// <summary>Validates component instances and adds them.</summary>
internal static class Instances
{
    /// <summary>An instance made from a component, given items by name.</summary>
    public static void AddInstantiation(
        this ComponentScope scope, uint component, ImmutableArray<(string Name, Sort Sort, uint Index)> arguments)
    {
        var context = scope.Context;
        var signature = scope.Components.At(component);
        var given = new Dictionary<string, ExternType>(StringComparer.Ordinal);
        var items = ImmutableArray.CreateBuilder<(string, ItemReference)>(arguments.Length);
        foreach (var (name, sort, index) in arguments)
        {
            var type = scope.TypeOf(sort, index);
            context.Spend(type.Traits);
            if (!given.TryAdd(name, type))
            {
                throw context.Invalid($"instantiation argument `{name}` conflicts with previous argument `{name}`");
            }

            items.Add((name, ReferenceTo(sort, index, type)));
        }

        context.Spend(signature.Traits);
        var error = Subtyping.Match(
            signature.Imports, signature.ImportedResources, given.GetValueOrDefault, "import", out var substitution);
        if (error is not null)
        {
            throw context.Invalid(error);
        }

        // What the component defines is new in each of its instances, and belongs to whoever instantiates it.
        foreach (var old in signature.FreshResources)
        {
            var fresh = new ResourceType(old.Name);
            substitution.Map(old, fresh);
            scope.OwnResource(fresh);
        }

        var instance = context.Bounded(new InstanceType(
            signature.Exports.Substitute(substitution), [], [.. signature.ExportedResources.Select(substitution.Apply)]));
        scope.Instances.Add(instance);
        scope.Define(new Instantiation((int)component, items.MoveToImmutable(), instance));
    }

    /// <summary>An instance made by naming items.</summary>
    public static void AddInlineExports(this ComponentScope scope, ImmutableArray<(ExternName Name, Sort Sort, uint Index)> exports)
    {
        // No resource has a name in such a list, since its items get no indices; members of resources cannot occur.
        var registry = new ExternRegistry(Direction.Export);
        var resources = ImmutableHashSet.CreateBuilder<ResourceType>();
        var items = ImmutableArray.CreateBuilder<(string, ItemReference)>(exports.Length);
        foreach (var (name, sort, index) in exports)
        {
            var type = scope.TypeOf(sort, index);
            scope.Context.Spend(type.Traits);
            switch (type)
            {
                case InstanceExtern instance:
                    resources.UnionWith(instance.Type.ExportedResources);
                    break;
                case TypeExtern { Created: ResourceName resource }:
                    resources.Add(resource.Resource);
                    break;
            }

            if (registry.Add(name, type) is { } error)
            {
                throw scope.Context.Invalid(error);
            }

            items.Add((name.Name, ReferenceTo(sort, index, type)));
        }

        scope.Instances.Add(scope.Context.Bounded(new InstanceType(registry.ToTypes(), [], resources.ToImmutable())));
        scope.Define(new InlineExports(items.MoveToImmutable()));
    }

    /// <summary>Exports an item of a component, with the type that the export declares or else its own.</summary>
    public static void AddExport(this ComponentScope scope, ExternName name, Sort sort, uint index, ExternType? ascribed)
    {
        var actual = scope.TypeOf(sort, index);
        var reference = ReferenceTo(sort, index, actual);
        var exported = actual is TypeExtern item ? new TypeExtern(item.Referenced, item.Referenced.Rename()) : actual;
        if (ascribed is not null)
        {
            scope.Context.Spend(ascribed.Traits);
            scope.Context.Spend(exported.Traits);
            if (Subtyping.Check(exported, ascribed) is { } error)
            {
                throw scope.Context.Invalid($"ascribed type of export is not compatible with item's type: {error}");
            }

            exported = ascribed;
        }

        scope.AddExport(name, exported, reference);
    }

    private static ExternType TypeOf(this ComponentScope scope, Sort sort, uint index)
    {
        switch (sort)
        {
            case Sort.CoreModule:
                return new ModuleExtern(scope.CoreModules.At(index));
            case Sort.Func:
                return new FuncExtern(scope.Functions.At(index));
            case Sort.Value:
                return new ValueExtern(scope.Values.Use(index));
            case Sort.Type:
                var type = scope.Types.At(index);
                return new TypeExtern(type, type);
            case Sort.Component:
                return new ComponentExtern(scope.Components.At(index));
            default:
                return new InstanceExtern(scope.Instances.At(index));
        }
    }

    private static ItemReference ReferenceTo(Sort sort, uint index, ExternType type) =>
        new(sort, (int)index, (type as TypeExtern)?.Referenced);
}
