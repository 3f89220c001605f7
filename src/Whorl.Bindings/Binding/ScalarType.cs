using Whorl.Wit.Model;

namespace Whorl.Bindings.Binding;

/// <summary>A number, bool or char: one core value.</summary>
internal sealed class ScalarType : BoundType
{
    private static readonly Dictionary<WitPrimitive, ScalarType> s_all = new()
    {
        [WitPrimitive.Bool] = new("bool", "Bool", 1, false),
        [WitPrimitive.U8] = new("byte", "U8", 1, true),
        [WitPrimitive.S8] = new("sbyte", "S8", 1, true),
        [WitPrimitive.U16] = new("ushort", "U16", 2, true),
        [WitPrimitive.S16] = new("short", "S16", 2, true),
        [WitPrimitive.U32] = new("uint", "U32", 4, true),
        [WitPrimitive.S32] = new("int", "S32", 4, true),
        [WitPrimitive.U64] = new("ulong", "U64", 8, true),
        [WitPrimitive.S64] = new("long", "S64", 8, true),
        [WitPrimitive.F32] = new("float", "F32", 4, true),
        [WitPrimitive.F64] = new("double", "F64", 8, true),
        [WitPrimitive.Char] = new("Rune", "Char", 4, false),
    };

    private ScalarType(string cSharp, string id, int size, bool isBlittable)
    {
        CSharp = cSharp;
        Id = id;
        Size = size;
        IsBlittable = isBlittable;
    }

    public override string CSharp { get; }

    public override string Id { get; }

    public override int Size { get; }

    public override int Alignment => Size;

    public override int FlatCount => 1;

    /// <summary>Whether every bit pattern in memory is a value, so that lists are copied as bytes.</summary>
    public bool IsBlittable { get; }

    public static ScalarType Of(WitPrimitive primitive) => s_all[primitive];

    /// <summary>Lifts from memory.</summary>
    public string Read(string memory, string at) => Id switch
    {
        "Bool" => $"{memory}.ReadU8({at}) != 0",
        "S8" => $"unchecked((sbyte){memory}.ReadU8({at}))",
        "S16" => $"unchecked((short){memory}.ReadU16({at}))",
        "S32" => $"unchecked((int){memory}.ReadU32({at}))",
        "S64" => $"unchecked((long){memory}.ReadU64({at}))",
        "Char" => $"FlatValue.Char({memory}.ReadU32({at}))",
        _ => $"{memory}.Read{Id}({at})",
    };

    /// <summary>Lifts from a flat value. What does not fit is cut off, as the canonical ABI has it.</summary>
    public string Lift(string slot) => Id switch
    {
        "Bool" => $"{slot}.U32 != 0",
        "U8" or "U16" => $"unchecked(({CSharp}){slot}.U32)",
        "S8" or "S16" => $"unchecked(({CSharp}){slot}.I32)",
        "S32" => $"{slot}.I32",
        "S64" => $"{slot}.I64",
        "Char" => $"FlatValue.Char({slot}.U32)",
        _ => $"{slot}.{Id}",
    };

    /// <summary>Lowers into memory.</summary>
    public string Write(string memory, string at, string value) => Id switch
    {
        "Bool" => $"{memory}.WriteU8({at}, {value} ? (byte)1 : (byte)0)",
        "S8" => $"{memory}.WriteU8({at}, unchecked((byte){value}))",
        "S16" => $"{memory}.WriteU16({at}, unchecked((ushort){value}))",
        "S32" => $"{memory}.WriteU32({at}, unchecked((uint){value}))",
        "S64" => $"{memory}.WriteU64({at}, unchecked((ulong){value}))",
        "Char" => $"{memory}.WriteU32({at}, (uint){value}.Value)",
        _ => $"{memory}.Write{Id}({at}, {value})",
    };

    /// <summary>Lowers into a flat value.</summary>
    public string Lower(string slot, string value) => Id switch
    {
        "Bool" => $"{slot}.U32 = {value} ? 1u : 0u",
        "U8" or "U16" => $"{slot}.U32 = {value}",
        "S8" or "S16" or "S32" => $"{slot}.I32 = {value}",
        "S64" => $"{slot}.I64 = {value}",
        "Char" => $"{slot}.I32 = {value}.Value",
        _ => $"{slot}.{Id} = {value}",
    };
}
