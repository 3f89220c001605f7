using System.Collections.Immutable;
using System.Text;
using Whorl.Wasmtime;

namespace Whorl.Components.Types;

/// <summary>
/// A value type of the component model. Instances are immutable; two types with the same shape are equal by
/// <see cref="StructurallyEquals"/>, and by reference only where a component gave them one name.
/// </summary>
public abstract class ComponentType : TypeDefinition
{
    /// <summary>The longest flat list that is kept: one more than the largest number of flat values that any call passes.</summary>
    public const int MaxFlatTypes = 17;

    private string? _signature;

    private protected ComponentType(TypeLayout layout32, TypeLayout layout64, ImmutableArray<ValKind> flatTypes, TypeTraits traits)
        : base(traits)
    {
        Layout32 = layout32;
        Layout64 = layout64;
        FlatTypes = flatTypes.Length > MaxFlatTypes ? flatTypes[..MaxFlatTypes] : flatTypes;
    }

    /// <summary>Bytes that a value takes in a 32-bit linear memory (canonical ABI: <c>elem_size</c>). Less than 2^28 in a valid component.</summary>
    public int Size => (int)Math.Min(Layout32.Size, int.MaxValue);

    /// <summary>Alignment in bytes in a 32-bit linear memory: 1, 2, 4 or 8.</summary>
    public int Alignment => Layout32.Alignment;

    /// <summary>
    /// The core values that carry this type outside memory (canonical ABI: <c>flatten_type</c>), cut off after
    /// <see cref="MaxFlatTypes"/> entries, since a list that long is always passed in memory.
    /// </summary>
    public ImmutableArray<ValKind> FlatTypes { get; }

    /// <summary>True when a value can hold an index into the handle table anywhere inside: a resource, stream, future or error context.</summary>
    public bool ContainsHandle => Traits.ContainsHandle;

    /// <summary>True when a value can hold a borrowed handle anywhere inside.</summary>
    public bool ContainsBorrow => Traits.ContainsBorrow;

    /// <summary>True when lifting or lowering a value needs a linear memory (strings and lists).</summary>
    public bool NeedsMemory => Traits.NeedsMemory;

    /// <summary>The type in canonical text, fully expanded: <c>list&lt;record{a:u32,b:string}&gt;</c>.</summary>
    public string Signature
    {
        get
        {
            if (_signature is null)
            {
                var text = new StringBuilder();
                AppendSignature(text);
                _signature = text.ToString();
            }

            return _signature;
        }
    }

    internal TypeLayout Layout32 { get; }

    internal TypeLayout Layout64 { get; }

    /// <inheritdoc/>
    public override string ToString() => Signature;

    /// <summary>For the type of a stream or future: the text for its elements that was found to be theirs last.</summary>
    internal string? KnownAs { get; set; }

    /// <summary>True when both types have the same shape, the same labels and the same resources (by identity).</summary>
    public abstract bool StructurallyEquals(ComponentType other);

    internal abstract void AppendSignature(StringBuilder text);
}
