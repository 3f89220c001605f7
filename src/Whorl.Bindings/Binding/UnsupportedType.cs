namespace Whorl.Bindings.Binding;

/// <summary>A type that there are no bindings for yet; functions with it are left out, with a diagnostic.</summary>
internal sealed class UnsupportedType(string name) : BoundType
{
    public override string CSharp => "object";

    public override string Id => "Unsupported";

    public override int Size => 4;

    public override int Alignment => 4;

    public override int FlatCount => 1;

    public override string Unsupported => name;
}
