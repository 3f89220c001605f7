using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Whorl.Components.Types;

/// <summary>The types of imports or exports by name, in order.</summary>
internal sealed class ExternTypes : IEnumerable<KeyValuePair<string, ExternType>>
{
    private readonly OrderedDictionary<string, ExternType> _items;

    public ExternTypes(OrderedDictionary<string, ExternType> items)
    {
        _items = items;
        Traits = items.Values.Aggregate(TypeTraits.Leaf, (traits, item) => traits.With(item.Traits));
    }

    public static ExternTypes Empty { get; } = new(new(StringComparer.Ordinal));

    public int Count => _items.Count;

    public TypeTraits Traits { get; }

    public bool TryGet(string name, [NotNullWhen(true)] out ExternType? type) => _items.TryGetValue(name, out type);

    public ExternTypes Substitute(TypeSubstitution substitution)
    {
        OrderedDictionary<string, ExternType>? changed = null;
        for (var i = 0; i < _items.Count; i++)
        {
            var (name, type) = _items.GetAt(i);
            var result = type.Substitute(substitution);
            if (!ReferenceEquals(result, type))
            {
                changed ??= new(_items, StringComparer.Ordinal);
                changed[name] = result;
            }
        }

        return changed is null ? this : new ExternTypes(changed);
    }

    public IEnumerator<KeyValuePair<string, ExternType>> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
