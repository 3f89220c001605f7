namespace Whorl.Bindings.Binding;

/// <summary>What is passed as an address and a length.</summary>
internal abstract class SequenceType : BoundType
{
    public sealed override int Size => 8;

    public sealed override int Alignment => 4;

    public sealed override int FlatCount => 2;

    public sealed override bool Allocates => true;
}

internal enum StringForm
{
    /// <summary><c>string</c>.</summary>
    Text,

    /// <summary><c>GuestString</c>, in place in the guest's memory.</summary>
    InGuest,

    /// <summary><c>ReadOnlySpan&lt;char&gt;</c>, to be copied into the guest.</summary>
    Characters,
}

/// <summary><c>string</c>.</summary>
internal sealed class StringType(StringForm form) : SequenceType
{
    public StringForm Form { get; } = form;

    public override string CSharp => Form switch
    {
        StringForm.InGuest => "GuestString",
        StringForm.Characters => "ReadOnlySpan<char>",
        _ => "string",
    };

    public override string Id => Form == StringForm.Text ? "String" : Form.ToString();

    public override bool IsReference => Form == StringForm.Text;
}

internal enum BytesForm
{
    /// <summary><c>byte[]</c>.</summary>
    Array,

    /// <summary><c>ReadOnlyMemory&lt;byte&gt;</c>, which the host may cut from a larger buffer.</summary>
    Memory,

    /// <summary><c>ReadOnlySpan&lt;byte&gt;</c>: in place in the guest's memory, or to be copied there.</summary>
    Span,
}

/// <summary><c>list&lt;u8&gt;</c>.</summary>
internal sealed class BytesType(BytesForm form) : SequenceType
{
    public BytesForm Form { get; } = form;

    public override string CSharp => Form switch
    {
        BytesForm.Memory => "ReadOnlyMemory<byte>",
        BytesForm.Span => "ReadOnlySpan<byte>",
        _ => "byte[]",
    };

    public override string Id => Form == BytesForm.Array ? "Bytes" : "Byte" + Form;

    public override bool IsReference => Form == BytesForm.Array;
}

/// <summary><c>list&lt;T&gt;</c> of anything but bytes.</summary>
internal sealed class ListType(BoundType element) : SequenceType
{
    public BoundType Element { get; } = element;

    public override string CSharp => ArrayType.Of(Element);

    public override string Id => "ListOf" + Element.Id;

    public override bool IsReference => true;

    public override string Key => $"list<{Element.Key}>";

    public override string? Unsupported => Element.Unsupported;
}

/// <summary><c>map&lt;K, V&gt;</c>: a list of pairs, of which the last one counts when a key comes twice.</summary>
internal sealed class MapType(BoundType key, BoundType value) : SequenceType
{
    public BoundType KeyType { get; } = key;

    public BoundType ValueType { get; } = value;

    /// <summary>The layout of a pair.</summary>
    public TupleType Pair { get; } = new([key, value]);

    public override string CSharp => $"Dictionary<{KeyType.CSharp}, {ValueType.CSharp}>";

    public override string Id => $"MapOf{KeyType.Id}To{ValueType.Id}";

    public override string Key => $"map<{KeyType.Key},{ValueType.Key}>";

    public override bool IsReference => true;

    public override string? Unsupported => ValueType.Unsupported;
}
