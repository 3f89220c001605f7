namespace Whorl.Bindings.Binding;

/// <summary>The name of an enum's case or of a flag.</summary>
internal sealed record BoundLabel(string Name, string Docs);

/// <summary>An enum or flags type, which is a C# enum.</summary>
internal abstract class LabelType(InterfaceBinding owner, string name) : BoundType
{
    public InterfaceBinding Owner { get; } = owner;

    public string Name { get; } = name;

    public List<BoundLabel> Labels { get; } = [];

    public override string CSharp => $"global::{Owner.Namespace}.{Name}";

    public override string Id => Name;

    public override int Alignment => Size;

    public override int FlatCount => 1;

    /// <summary>The C# type that holds a number of <paramref name="size"/> bytes.</summary>
    public static string Underlying(int size) => size switch { 1 => "byte", 2 => "ushort", _ => "uint" };

    /// <summary>The suffix of the memory accessors for a number of <paramref name="size"/> bytes.</summary>
    public static string Accessor(int size) => size switch { 1 => "U8", 2 => "U16", _ => "U32" };

    /// <summary>The value for a number out of memory or a flat value, checked.</summary>
    public abstract string FromNumber(string number);

    /// <summary>The number to write.</summary>
    public abstract string ToNumber(string value);
}

/// <summary>One of several names.</summary>
internal sealed class EnumType(InterfaceBinding owner, string name) : LabelType(owner, name)
{
    public override int Size => TaggedType.SizeOfTag(Labels.Count);

    public override string FromNumber(string number) => $"({CSharp})FlatValue.Discriminant({number}, {Labels.Count})";

    public override string ToNumber(string value) => $"({Underlying(Size)}){value}";
}

/// <summary>Any set of names.</summary>
internal sealed class FlagsType(InterfaceBinding owner, string name) : LabelType(owner, name)
{
    public override int Size => Labels.Count <= 8 ? 1 : Labels.Count <= 16 ? 2 : 4;

    // Canonical ABI: load_flags and lift_flat_flags leave out the bits that have no label.
    private string Mask => "0x" + (uint.MaxValue >> (32 - Labels.Count)).ToString("x", System.Globalization.CultureInfo.InvariantCulture) + "u";

    public override string FromNumber(string number) => $"({CSharp})({number} & {Mask})";

    public override string ToNumber(string value) => $"({Underlying(Size)})((uint){value} & {Mask})";
}
