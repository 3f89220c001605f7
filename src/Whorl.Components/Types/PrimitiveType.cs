using System.Collections.Immutable;
using System.Text;
using Whorl.Wasmtime;

namespace Whorl.Components.Types;

/// <summary>A primitive value type. There is one object per kind.</summary>
public sealed class PrimitiveType : ComponentType
{
    private readonly string _name;

    private PrimitiveType(PrimitiveKind kind, string name, TypeLayout layout32, TypeLayout layout64, params ImmutableArray<ValKind> flat)
        : base(layout32, layout64, flat, TypeTraits.Leaf with { NeedsMemory = kind == PrimitiveKind.String, ContainsHandle = kind == PrimitiveKind.ErrorContext })
    {
        Kind = kind;
        _name = name;
    }

    public static PrimitiveType Bool { get; } = Scalar(PrimitiveKind.Bool, "bool", 1, ValKind.I32);

    public static PrimitiveType S8 { get; } = Scalar(PrimitiveKind.S8, "s8", 1, ValKind.I32);

    public static PrimitiveType U8 { get; } = Scalar(PrimitiveKind.U8, "u8", 1, ValKind.I32);

    public static PrimitiveType S16 { get; } = Scalar(PrimitiveKind.S16, "s16", 2, ValKind.I32);

    public static PrimitiveType U16 { get; } = Scalar(PrimitiveKind.U16, "u16", 2, ValKind.I32);

    public static PrimitiveType S32 { get; } = Scalar(PrimitiveKind.S32, "s32", 4, ValKind.I32);

    public static PrimitiveType U32 { get; } = Scalar(PrimitiveKind.U32, "u32", 4, ValKind.I32);

    public static PrimitiveType S64 { get; } = Scalar(PrimitiveKind.S64, "s64", 8, ValKind.I64);

    public static PrimitiveType U64 { get; } = Scalar(PrimitiveKind.U64, "u64", 8, ValKind.I64);

    public static PrimitiveType F32 { get; } = Scalar(PrimitiveKind.F32, "f32", 4, ValKind.F32);

    public static PrimitiveType F64 { get; } = Scalar(PrimitiveKind.F64, "f64", 8, ValKind.F64);

    public static PrimitiveType Char { get; } = Scalar(PrimitiveKind.Char, "char", 4, ValKind.I32);

    public static PrimitiveType String { get; } = new(
        PrimitiveKind.String, "string", TypeLayout.PointerPair(4), TypeLayout.PointerPair(8), ValKind.I32, ValKind.I32);

    public static PrimitiveType ErrorContext { get; } = Scalar(PrimitiveKind.ErrorContext, "error-context", 4, ValKind.I32);

    /// <summary>Which primitive this is.</summary>
    public PrimitiveKind Kind { get; }

    /// <inheritdoc/>
    public override bool StructurallyEquals(ComponentType other) => other is PrimitiveType p && p.Kind == Kind;

    internal override string Noun => _name;

    internal override void AppendSignature(StringBuilder text) => text.Append(_name);

    // A primitive needs no name to be seen, so that one object is enough.
    internal override TypeDefinition Rename() => this;

    internal override TypeDefinition SubstituteParts(TypeSubstitution substitution) => this;

    private static PrimitiveType Scalar(PrimitiveKind kind, string name, int bytes, ValKind flat) =>
        new(kind, name, TypeLayout.Scalar(bytes), TypeLayout.Scalar(bytes), flat);
}
