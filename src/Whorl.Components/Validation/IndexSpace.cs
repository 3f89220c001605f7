using Whorl.Components.Binary;

namespace Whorl.Components.Validation;

/// <summary>The items of one sort in a scope, in the order of their definitions.</summary>
internal sealed class IndexSpace<T>(ValidationContext context, string noun, string indexNoun, int limit = BinaryLimits.Definitions)
{
    private readonly List<T> _items = [];

    public int Count => _items.Count;

    public void Add(T item)
    {
        if (_items.Count == limit)
        {
            throw context.Invalid($"{noun} count exceeds the limit of {limit}");
        }

        _items.Add(item);
    }

    /// <summary>The item with this index, or an error at the current definition.</summary>
    public T At(uint index) => index < _items.Count
        ? _items[(int)index]
        : throw context.Invalid($"unknown {noun} {index}: {indexNoun} index out of bounds");
}
