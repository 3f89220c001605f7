using System.Collections.Immutable;
using Whorl.Components.Linking;
using Whorl.Components.Types;

namespace Whorl.Components.Modules;

/// <summary>The streams and futures of functions' types, in the order in which bindings generators number them.</summary>
internal sealed class Transfers(PlanBuilder builder)
{
    private readonly Dictionary<ComponentFuncType, ImmutableArray<ComponentType>> _known = new(ReferenceEqualityComparer.Instance);

    /// <summary>Those of the parameters and then of the result, each after those of its elements.</summary>
    public ImmutableArray<ComponentType> Of(ComponentFuncType function)
    {
        if (!_known.TryGetValue(function, out var found))
        {
            builder.Spend(function.Traits.NodeCount);
            var list = ImmutableArray.CreateBuilder<ComponentType>();
            foreach (var parameter in function.Parameters)
            {
                Add(parameter.Type, list);
            }

            Add(function.Result, list);
            _known.Add(function, found = list.ToImmutable());
        }

        return found;
    }

    private static void Add(ComponentType? type, ImmutableArray<ComponentType>.Builder list)
    {
        switch (type)
        {
            case StreamType stream:
                Add(stream.Element, list);
                list.Add(stream);
                break;
            case FutureType future:
                Add(future.Element, list);
                list.Add(future);
                break;
            case AggregateType aggregate:
                foreach (var member in aggregate.Members)
                {
                    Add(member, list);
                }

                break;
            case TaggedType tagged:
                foreach (var @case in tagged.Cases)
                {
                    Add(@case.Type, list);
                }

                break;
            case ListType l:
                Add(l.Element, list);
                break;
            case MapType map:
                Add(map.Entry, list);
                break;
            default:
                break;
        }
    }
}
