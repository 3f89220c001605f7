using System.Text;
using Whorl.Components.Hosting;
using Whorl.Components.Tests.Hosting;

namespace Whorl.Components.Tests.Abi;

/// <summary>
/// Values of every type go into a guest and come back. The guest's function returns the pointer that it was given: a tuple
/// with 16 more members is always passed in memory, and its layout is the same both ways.
/// </summary>
public sealed class ValueRoundTripTests
{
    private const string Padding = "u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8";

    public static TheoryData<string, ComponentValue> Values => new()
    {
        { "bool", ComponentValue.FromBool(true) },
        { "s8", ComponentValue.FromSigned(-128) },
        { "u8", ComponentValue.FromUnsigned(255) },
        { "s16", ComponentValue.FromSigned(short.MinValue) },
        { "u16", ComponentValue.FromUnsigned(ushort.MaxValue) },
        { "s32", ComponentValue.FromSigned(int.MinValue) },
        { "u32", ComponentValue.FromUnsigned(uint.MaxValue) },
        { "s64", ComponentValue.FromSigned(long.MinValue) },
        { "u64", ComponentValue.FromUnsigned(ulong.MaxValue) },
        { "f32", ComponentValue.FromF32(-0.0f) },
        { "f64", ComponentValue.FromF64(double.Epsilon) },
        { "char", ComponentValue.FromChar(new Rune(0x1f370)) },
        { "string", ComponentValue.FromString("h\u00f6\u2603\U0001f370") },
        { "string", ComponentValue.FromString("") },
        { "(list u16)", ComponentValue.FromList(ComponentValue.FromUnsigned(1), ComponentValue.FromUnsigned(0xffff)) },
        { "(list string)", ComponentValue.FromList(ComponentValue.FromString("a"), ComponentValue.FromString("bc")) },
        { "(list (list bool))", ComponentValue.FromList(ComponentValue.FromList(), ComponentValue.FromList(ComponentValue.FromBool(false))) },
        { "$r", ComponentValue.FromRecord(ComponentValue.FromUnsigned(1), ComponentValue.FromUnsigned(ulong.MaxValue), ComponentValue.FromString("z")) },
        { "(tuple u8 f64)", ComponentValue.FromRecord(ComponentValue.FromUnsigned(9), ComponentValue.FromF64(1.5)) },
        { "$v", ComponentValue.FromVariant(0) },
        { "$v", ComponentValue.FromVariant(1, ComponentValue.FromF32(2.5f)) },
        { "$v", ComponentValue.FromVariant(2, ComponentValue.FromUnsigned(ulong.MaxValue)) },
        { "$e", ComponentValue.FromVariant(2) },
        { "$f", ComponentValue.FromFlags(0b1_0000_0001) },
        { "(option u64)", ComponentValue.FromVariant(0) },
        { "(option (option u8))", ComponentValue.FromVariant(1, ComponentValue.FromVariant(1, ComponentValue.FromUnsigned(3))) },
        { "(result)", ComponentValue.FromVariant(1) },
        { "(result string (error u32))", ComponentValue.FromVariant(1, ComponentValue.FromUnsigned(5)) },
        { "(result string (error u32))", ComponentValue.FromVariant(0, ComponentValue.FromString("fine")) },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Value_ThroughAGuestsMemory_ComesBack(string type, ComponentValue value)
    {
        using var guest = TestGuest.Load(Echo($"(tuple {type} {Padding})", "i32"));
        var padded = ComponentValue.FromRecord([value, .. Enumerable.Range(0, 16).Select(i => ComponentValue.FromUnsigned((ulong)i))]);
        Assert.Equal(padded, guest.Call("echo", padded));
    }

    [Theory]
    [InlineData("u8", 255ul, 0x1ffL)]
    [InlineData("u16", 0ul, 0x10000L)]
    [InlineData("u32", 1ul, 0x1_0000_0001L)]
    public void Unsigned_InFlatForm_IsCutToItsWidth(string type, ulong expected, long core)
    {
        using var guest = TestGuest.Load(Constant(type, $"i32.const {(int)core}", "i32"));
        Assert.Equal(expected, guest.Call("get").AsUnsigned());
    }

    [Theory]
    [InlineData("s8", 0xff)]
    [InlineData("s16", 0xffff)]
    [InlineData("s32", -1)]
    public void Signed_InFlatForm_IsExtendedFromItsWidth(string type, int core)
    {
        using var guest = TestGuest.Load(Constant(type, $"i32.const {core}", "i32"));
        Assert.Equal(-1, guest.Call("get").AsSigned());
    }

    [Fact]
    public void Bool_InFlatForm_IsTrueForAnyBits()
    {
        using var guest = TestGuest.Load(Constant("bool", "i32.const 256", "i32"));
        Assert.True(guest.Call("get").AsBool());
    }

    [Fact]
    public void Flags_WithBitsBeyondTheLabels_LoseThem()
    {
        using var guest = TestGuest.Load(Constant("$f", "i32.const -1", "i32"));
        Assert.Equal(0x1ffu, guest.Call("get").AsFlags());
    }

    [Theory]
    [InlineData("char", "i32.const 0xd800", "invalid `char` bit pattern")]
    [InlineData("$e", "i32.const 3", "invalid variant discriminant")]
    [InlineData("string", "i32.const 2", "unaligned pointer")]
    [InlineData("string", "i32.const 131072", "pointer out of bounds")]
    [InlineData("string", "i32.const -4", "pointer out of bounds")]
    [InlineData("$r", "i32.const 4", "unaligned pointer")]
    public void Result_ThatIsInvalid_Traps(string type, string core, string message)
    {
        using var guest = TestGuest.Load(Constant(type, core, "i32"));
        Assert.StartsWith(message, Assert.Throws<GuestTrapException>(() => guest.Call("get")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("u8", 256)]
    [InlineData("s8", 128)]
    [InlineData("s8", -129)]
    public void Argument_OutOfRange_IsMisuse(string type, int value)
    {
        using var guest = TestGuest.Load(Echo(type, "i32"));
        var argument = type[0] == 'u' ? ComponentValue.FromUnsigned((ulong)value) : ComponentValue.FromSigned(value);
        var error = Assert.Throws<ArgumentException>(() => guest.Call("echo", argument));
        Assert.Equal($"The value {value} does not fit the type {type}.", error.Message);
    }

    [Fact]
    public void Lists_ThatUnfoldToMoreThanTheLimit_Trap()
    {
        // 1 024 lists that all name the same 64 KiB of booleans.
        const string text = """
            (component
              (core module $M
                (memory (export "mem") 2)
                (func (export "get") (result i32) (local $i i32)
                  (loop $next
                    (i32.store offset=1024 (i32.mul (local.get $i) (i32.const 8)) (i32.const 65536))
                    (i32.store offset=1028 (i32.mul (local.get $i) (i32.const 8)) (i32.const 65536))
                    (local.set $i (i32.add (local.get $i) (i32.const 1)))
                    (br_if $next (i32.lt_u (local.get $i) (i32.const 1024))))
                  (i32.store (i32.const 0) (i32.const 1024))
                  (i32.store (i32.const 4) (i32.const 1024))
                  (i32.const 0)))
              (core instance $m (instantiate $M))
              (func (export "get") (result (list (list bool))) (canon lift (core func $m "get") (memory (core memory $m "mem")))))
            """;
        using var guest = TestGuest.Load(text);
        Assert.Contains("more than the limit", Assert.Throws<GuestTrapException>(() => guest.Call("get")).Message, StringComparison.Ordinal);
    }

    private static string Types => """
        (type $r' (record (field "a" u8) (field "b" u64) (field "c" string)))
        (export $r "r" (type $r'))
        (type $v' (variant (case "none") (case "real" f32) (case "big" u64)))
        (export $v "v" (type $v'))
        (type $e' (enum "a" "b" "c"))
        (export $e "e" (type $e'))
        (type $f' (flags "a" "b" "c" "d" "e" "f" "g" "h" "i"))
        (export $f "f" (type $f'))
        """;

    private static string Echo(string type, string core) => $"""
        (component
          {Types}
          (core module $M
            {TestGuest.Allocator}
            (func (export "echo") (param {core}) (result {core}) (local.get 0)))
          (core instance $m (instantiate $M))
          (func (export "echo") (param "v" {type}) (result {type})
            (canon lift (core func $m "echo") (memory (core memory $m "mem")) (realloc (core func $m "realloc")))))
        """;

    private static string Constant(string type, string value, string core) => $"""
        (component
          {Types}
          (core module $M
            (memory (export "mem") 2)
            (func (export "get") (result {core}) {value}))
          (core instance $m (instantiate $M))
          (func (export "get") (result {type}) (canon lift (core func $m "get") (memory (core memory $m "mem")))))
        """;
}
