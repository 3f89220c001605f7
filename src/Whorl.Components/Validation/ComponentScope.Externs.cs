using System.Collections.Immutable;
using Whorl.Components.Types;

namespace Whorl.Components.Validation;

// What an import or export brings with it, and whether it can be named outside.
internal sealed partial class ComponentScope
{
    private readonly VisibleTypes _importedTypes = new();
    private readonly VisibleTypes _exportedTypes = new();

    // Two imports of one instance type are two instances: each brings its own resources.
    private InstanceType ImportInstance(InstanceType type)
    {
        var instance = Refresh(type, out var fresh);
        _importedResources.AddRange(fresh);
        return instance;
    }

    private InstanceType ExportInstance(InstanceType type)
    {
        var instance = Refresh(type, out var fresh);
        foreach (var resource in fresh)
        {
            OwnResource(resource);
        }

        _namedResources.UnionWith(instance.ExportedResources);
        return instance;
    }

    private InstanceType Refresh(InstanceType type, out ImmutableArray<ResourceType> fresh)
    {
        fresh = [];
        if (type.FreshResources.IsEmpty)
        {
            return type;
        }

        Context.Spend(type.Traits);
        var substitution = new TypeSubstitution();
        fresh = [.. type.FreshResources.Select(resource => new ResourceType(resource.Name))];
        foreach (var (old, replacement) in type.FreshResources.Zip(fresh))
        {
            substitution.Map(old, replacement);
        }

        return new InstanceType(type.Exports.Substitute(substitution), [], [.. type.ExportedResources.Select(substitution.Apply)]);
    }

    private void CheckVisibility(ExternType type, Direction direction)
    {
        Context.Spend(type.Traits);
        if (Kind != ScopeKind.InstanceType && !IsVisible(type, direction))
        {
            throw Context.Invalid(
                $"{type.Noun} not valid to be used as {(direction == Direction.Import ? "import" : "export")}: "
                + "it mentions a resource, record, variant, enum or flags type that is not itself "
                + (direction == Direction.Import ? "imported" : "imported or exported"));
        }
    }

    private bool IsVisible(ExternType type, Direction direction)
    {
        var names = direction == Direction.Import ? _importedTypes : _exportedTypes;
        switch (type)
        {
            case TypeExtern item:
                if (!names.PartsAreVisible(item.Referenced))
                {
                    return false;
                }

                // What is imported may also be mentioned by exports.
                _exportedTypes.Add(item.Created);
                if (direction == Direction.Import)
                {
                    _importedTypes.Add(item.Created);
                }

                return true;
            case InstanceExtern instance:
                return instance.Type.Exports.All(export => IsVisible(export.Value, direction));
            case FuncExtern func:
                return names.PartsAreVisible(func.Type);
            case ValueExtern value:
                return names.IsVisible(value.Type);
            default:
                return true;
        }
    }
}
