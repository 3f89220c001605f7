using System.Text;
using Whorl.Wasmtime;

namespace Whorl.Components.Types;

/// <summary>A map, carried as a list of key-value pairs.</summary>
public sealed class MapType : ComponentType
{
    internal MapType(ComponentType key, ComponentType value)
        : base(
            TypeLayout.PointerPair(4),
            TypeLayout.PointerPair(8),
            [ValKind.I32, ValKind.I32],
            TypeTraits.Of(key, value) with { NeedsMemory = true })
    {
        Entry = new TupleType([key, value]);
    }

    /// <summary>The pair that each element is: the key and the value.</summary>
    public TupleType Entry { get; }

    /// <summary>The type of the keys.</summary>
    public ComponentType Key => Entry.Members[0];

    /// <summary>The type of the values.</summary>
    public ComponentType Value => Entry.Members[1];

    /// <inheritdoc/>
    public override bool StructurallyEquals(ComponentType other) =>
        ReferenceEquals(this, other) || (other is MapType m && Entry.StructurallyEquals(m.Entry));

    internal override string Noun => "map";

    internal override void AppendSignature(StringBuilder text)
    {
        text.Append("map<");
        Key.AppendSignature(text);
        text.Append(',');
        Value.AppendSignature(text);
        text.Append('>');
    }

    internal override TypeDefinition SubstituteParts(TypeSubstitution substitution) 
    {
        var entry = substitution.Apply(Entry);
        return ReferenceEquals(entry, Entry) ? this : new MapType(entry.Members[0], entry.Members[1]);
    }
}
