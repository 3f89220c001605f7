using Whorl.Wasmtime;

namespace Whorl.Components.Types.CoreModules;

/// <summary>
/// A core value type, held as its text. References to defined types carry the number of the interned type, so that equal
/// text means equal types.
/// </summary>
internal readonly record struct CoreValueType(string Text)
{
    public static readonly CoreValueType I32 = new("i32");
    public static readonly CoreValueType I64 = new("i64");
    public static readonly CoreValueType F32 = new("f32");
    public static readonly CoreValueType F64 = new("f64");
    public static readonly CoreValueType V128 = new("v128");
    public static readonly CoreValueType FuncRef = new("funcref");

    public static CoreValueType Of(ValKind kind) => kind switch
    {
        ValKind.I32 => I32,
        ValKind.I64 => I64,
        ValKind.F32 => F32,
        ValKind.F64 => F64,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "The canonical ABI passes only numbers."),
    };

    public override string ToString() => Text;
}
