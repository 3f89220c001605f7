namespace Whorl.Wasmtime.Tests;

public sealed class CallTests
{
    private const string EveryKind = """
        (module
          (func (export "i64") (param i64) (result i64) (i64.add (local.get 0) (i64.const 1)))
          (func (export "f32") (param f32) (result f32) (local.get 0))
          (func (export "f64") (param f64) (result f64) (local.get 0))
          (func (export "v128") (param v128) (result v128) (i64x2.add (local.get 0) (local.get 0)))
          (func (export "many") (result i32 i64 i32) (i32.const 1) (i64.const -2) (i32.const 3)))
        """;

    [Fact]
    public void Func_WithTwoArguments_GivesItsResult()
    {
        using var guest = new Guest("""(module (func (export "sub") (param i32 i32) (result i32) (i32.sub (local.get 0) (local.get 1))))""");

        Assert.Equal(-40, guest.Call("sub", 2, 42));
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(long.MaxValue)]
    [InlineData(-1L)]
    public void Func_WithI64_KeepsAllBits(long value)
    {
        using var guest = new Guest(EveryKind);
        Span<ValRaw> values = [ValRaw.FromI64(value)];

        guest.Export("i64").Func.Call(guest.Store, values);

        Assert.Equal(unchecked(value + 1), values[0].I64);
    }

    [Theory]
    [InlineData(0x7fc00000u)]
    [InlineData(0xffa00001u)]
    [InlineData(0x80000000u)]
    public void Func_WithF32_KeepsTheBitsOfANaN(uint bits)
    {
        using var guest = new Guest(EveryKind);
        Span<ValRaw> values = [ValRaw.FromF32(BitConverter.UInt32BitsToSingle(bits))];

        guest.Export("f32").Func.Call(guest.Store, values);

        Assert.Equal(bits, BitConverter.SingleToUInt32Bits(values[0].F32));
    }

    [Fact]
    public void Func_WithF64_KeepsTheBitsOfANaN()
    {
        using var guest = new Guest(EveryKind);
        Span<ValRaw> values = [ValRaw.FromF64(BitConverter.UInt64BitsToDouble(0x7ff4_0000_0000_0007))];

        guest.Export("f64").Func.Call(guest.Store, values);

        Assert.Equal(0x7ff4_0000_0000_0007u, BitConverter.DoubleToUInt64Bits(values[0].F64));
    }

    [Fact]
    public void Func_WithV128_KeepsBothHalves()
    {
        using var guest = new Guest(EveryKind);
        Span<ValRaw> values = [new ValRaw { V128 = new UInt128(3, 5) }];

        guest.Export("v128").Func.Call(guest.Store, values);

        Assert.Equal(new UInt128(6, 10), values[0].V128);
    }

    [Fact]
    public void Func_WithSeveralResults_GivesThemInOrder()
    {
        using var guest = new Guest(EveryKind);
        Span<ValRaw> values = new ValRaw[3];

        guest.Export("many").Func.Call(guest.Store, values);

        Assert.Equal((1, -2L, 3), (values[0].I32, values[1].I64, values[2].I32));
    }

    [Fact]
    public void Func_Type_IsTheGuestsOwn()
    {
        using var guest = new Guest(EveryKind);

        var type = guest.Export("many").Func.Type(guest.Store);

        Assert.Equal(new FuncType([], [ValKind.I32, ValKind.I64, ValKind.I32]), type);
        Assert.Equal(3, type.SlotCount);
    }

    [Fact]
    public void Func_CalledOften_AllocatesNothing()
    {
        using var guest = new Guest("""(module (func (export "f") (param i32) (result i32) (local.get 0)))""");
        var func = guest.Export("f").Func;
        Span<ValRaw> values = [ValRaw.FromI32(7)];
        func.Call(guest.Store, values);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1_000; i++)
        {
            func.Call(guest.Store, values);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Export_OfAnotherKind_IsRefused()
    {
        using var guest = new Guest("""(module (memory (export "m") 1))""");

        var refusal = Assert.Throws<InvalidOperationException>(() => guest.Export("m").Func);

        Assert.Contains("Memory, not a Func", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Export_ThatIsNotThere_IsNull()
    {
        using var guest = new Guest("(module)");

        Assert.Null(guest.Instance.Export(guest.Store, "none"u8));
        Assert.Null(guest.Instance.Export(guest.Store, ""u8));
        Assert.Null(guest.Instance.Export(guest.Store, [0xff, 0xfe]));
    }
}
