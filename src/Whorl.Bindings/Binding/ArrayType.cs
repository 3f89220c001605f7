namespace Whorl.Bindings.Binding;

/// <summary><c>list&lt;T, N&gt;</c>: the elements themselves, one after the other.</summary>
internal sealed class ArrayType(BoundType element, int length) : BoundType
{
    public BoundType Element { get; } = element;

    public int Length { get; } = length;

    public override string CSharp => Of(Element);

    public override string Id => $"ArrayOf{Length}{Element.Id}";

    public override string Key => $"list<{Element.Key},{Length}>";

    public override bool IsReference => true;

    public override int Size => (int)Math.Min((long)Element.Size * Length, int.MaxValue);

    public override int Alignment => Element.Alignment;

    public override int FlatCount => (int)Math.Min((long)Element.FlatCount * Length, FlatCap);

    public override bool Allocates => Element.Allocates;

    public override string? Unsupported => Element.Unsupported;

    /// <summary>The C# array of a type.</summary>
    public static string Of(BoundType element) => element.CSharp + "[]";
}
