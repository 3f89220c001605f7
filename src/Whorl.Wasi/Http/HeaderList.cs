using System.Collections;
using System.Text;

namespace Whorl.Wasi.Http;

/// <summary>Header or trailer fields in their order; several may have the same name. Names are compared without regard to case.</summary>
public sealed class HeaderList : IReadOnlyList<HeaderField>
{
    /// <summary>Bytes that each field counts for besides its name and value (the figure of RFC 9113, section 10.5.1).</summary>
    public const int FieldOverhead = 32;

    private readonly List<HeaderField> _fields;

    /// <summary>Creates an empty list.</summary>
    public HeaderList() => _fields = [];

    /// <summary>Creates an empty list with room.</summary>
    /// <param name="capacity">The number of fields to have room for.</param>
    public HeaderList(int capacity) => _fields = new List<HeaderField>(capacity);

    private HeaderList(HeaderList other)
    {
        _fields = [.. other._fields];
        ByteCount = other.ByteCount;
    }

    /// <inheritdoc/>
    public int Count => _fields.Count;

    /// <summary>The bytes of all names and values and <see cref="FieldOverhead"/> for each field.</summary>
    public int ByteCount { get; private set; }

    /// <inheritdoc/>
    public HeaderField this[int index] => _fields[index];

    /// <summary>Adds a field at the end.</summary>
    /// <param name="name">The name, not checked.</param>
    /// <param name="value">The value's bytes, not checked; must not change afterwards.</param>
    public void Add(string name, ReadOnlyMemory<byte> value)
    {
        ArgumentNullException.ThrowIfNull(name);
        _fields.Add(new HeaderField(name, value));
        ByteCount = checked(ByteCount + Cost(name, value.Length));
    }

    /// <summary>Adds a field at the end.</summary>
    /// <param name="name">The name, not checked.</param>
    /// <param name="value">The value, of characters up to U+00FF (ISO 8859-1); others become question marks.</param>
    public void Add(string name, string value) => Add(name, Encoding.Latin1.GetBytes(value));

    /// <summary>Whether there is a field of that name.</summary>
    /// <param name="name">The name, in any case.</param>
    public bool Contains(string name) => IndexOf(name) >= 0;

    /// <summary>The value of the first field of that name.</summary>
    /// <param name="name">The name, in any case.</param>
    /// <param name="value">Its bytes.</param>
    public bool TryGetValue(string name, out ReadOnlyMemory<byte> value)
    {
        int index = IndexOf(name);
        value = index < 0 ? default : _fields[index].Value;
        return index >= 0;
    }

    /// <summary>Removes all fields of that name.</summary>
    /// <param name="name">The name, in any case.</param>
    public void Remove(string name) => RemoveWhere(other => other.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>A copy that can be changed without changing this list.</summary>
    public HeaderList Copy() => new(this);

    /// <summary>The fields in order, with nothing allocated.</summary>
    public List<HeaderField>.Enumerator GetEnumerator() => _fields.GetEnumerator();

    IEnumerator<HeaderField> IEnumerable<HeaderField>.GetEnumerator() => _fields.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _fields.GetEnumerator();

    /// <summary>Removes all fields whose name is of some kind.</summary>
    internal void RemoveWhere(Func<string, bool> isRemoved)
    {
        int kept = 0;
        for (int i = 0; i < _fields.Count; i++)
        {
            HeaderField field = _fields[i];
            if (isRemoved(field.Name))
            {
                ByteCount -= Cost(field.Name, field.Value.Length);
            }
            else
            {
                _fields[kept++] = field;
            }
        }

        _fields.RemoveRange(kept, _fields.Count - kept);
    }

    internal static int Cost(string name, int valueLength) => checked(name.Length + valueLength + FieldOverhead);

    private int IndexOf(string name)
    {
        for (int i = 0; i < _fields.Count; i++)
        {
            if (string.Equals(_fields[i].Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }
}
