using Whorl.Components.Types;

namespace Whorl.Components.Validation;

/// <summary>Finds the resources that types mention but do not introduce.</summary>
internal sealed class FreeResources
{
    private readonly HashSet<TypeDefinition> _visited = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<ResourceType> _mentioned = [];
    private readonly HashSet<ResourceType> _bound = [];

    public static HashSet<ResourceType> Of(TypeDefinition type)
    {
        var walk = new FreeResources();
        walk.Visit(type);
        return walk.Result();
    }

    public static HashSet<ResourceType> Of(ExternTypes types)
    {
        var walk = new FreeResources();
        walk.Visit(types);
        return walk.Result();
    }

    private HashSet<ResourceType> Result()
    {
        _mentioned.ExceptWith(_bound);
        return _mentioned;
    }

    private void Visit(ExternTypes types)
    {
        foreach (var (_, type) in types)
        {
            Visit(type switch
            {
                FuncExtern func => func.Type,
                ValueExtern value => value.Type,
                TypeExtern item => item.Created,
                InstanceExtern instance => instance.Type,
                ComponentExtern component => component.Type,
                _ => null,
            });
        }
    }

    private void Visit(TypeDefinition? type)
    {
        if (type is null || !type.Traits.MentionsResource || !_visited.Add(type))
        {
            return;
        }

        switch (type)
        {
            case ResourceName name:
                _mentioned.Add(name.Resource);
                break;
            case HandleType handle:
                _mentioned.Add(handle.Resource);
                break;
            case InstanceType instance:
                Visit(instance.Exports);
                _bound.UnionWith(instance.FreshResources);
                break;
            case ComponentSignature component:
                Visit(component.Imports);
                Visit(component.Exports);
                _bound.UnionWith(component.ImportedResources);
                _bound.UnionWith(component.FreshResources);
                break;
            default:
                VisitParts(type);
                break;
        }
    }

    private void VisitParts(TypeDefinition type)
    {
        switch (type)
        {
            case AggregateType aggregate:
                foreach (var member in aggregate.Members)
                {
                    Visit(member);
                }

                break;
            case TaggedType tagged:
                foreach (var item in tagged.Cases)
                {
                    Visit(item.Type);
                }

                break;
            case ListType list:
                Visit(list.Element);
                break;
            case MapType map:
                Visit(map.Entry);
                break;
            case StreamType stream:
                Visit(stream.Element);
                break;
            case FutureType future:
                Visit(future.Element);
                break;
            case ComponentFuncType func:
                foreach (var parameter in func.Parameters)
                {
                    Visit(parameter.Type);
                }

                Visit(func.Result);
                break;
        }
    }
}
