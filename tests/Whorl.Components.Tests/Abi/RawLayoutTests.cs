using Whorl.Components.Abi;
using Whorl.Components.Abi.Shapes;
using Whorl.Components.Binary;
using Whorl.Components.Hosting;
using Whorl.Components.Linking;
using Whorl.Components.Tests.Hosting;
using Whorl.Components.Types;
using Whorl.Wasmtime;

namespace Whorl.Components.Tests.Abi;

/// <summary>Values of random types in a guest's memory, read as flat values: they must be what they are when they are lifted from memory.</summary>
public sealed class RawLayoutTests
{
    private const string Guest = $$"""
        (component
          (import "run" (func $run (param "s" string)))
          (core module $Memory {{Allocator}})
          (core instance $memory (instantiate $Memory))
          (core module $M (import "" "run" (func $run (param i32 i32))) (func (export "run") (call $run (i32.const 0) (i32.const 0))))
          (core func $run (canon lower (func $run) (memory (core memory $memory "mem")) (realloc (core func $memory "realloc"))))
          (core instance $m (instantiate $M (with "" (instance (export "run" (func $run))))))
          (func (export "run") (canon lift (core func $m "run"))))
        """;

    // Never frees, and starts over with each instance.
    private const string Allocator = """
        (memory (export "mem") 64)
        (global $top (mut i32) (i32.const 8))
        (func (export "realloc") (param i32 i32 i32) (param $size i32) (result i32) (local $new i32)
          (local.set $new (global.get $top))
          (global.set $top (i32.and (i32.add (i32.add (local.get $new) (local.get $size)) (i32.const 7)) (i32.const -8)))
          (local.get $new))
        """;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Load_OfAnyValueInMemory_GivesItsFlatValues(int seed)
    {
        var random = new Random(seed);
        var made = RandomType.Of(random, 3);
        var type = Parse(made.Text);
        var shape = new ShapeTable(inGuest: false).Of(type);
        var count = 0;
        Run(context =>
        {
            for (; count < 20; count++)
            {
                var value = made.Make(random);
                var address = context.Realloc(shape.Alignment, shape.Size);
                shape.Store(context, address, value);

                var flat = new ValRaw[Math.Max(shape.FlatCount, 1)];
                var writer = new FlatWriter(flat);
                RawLayout.Load(type, context.Memory, address, ref writer);

                var reader = new FlatReader(flat);
                Assert.Equal(value, shape.Lift(context, ref reader));
                Assert.Equal(shape.FlatCount, writer.Position);
            }
        });
        Assert.Equal(20, count);
    }

    [Theory]
    [InlineData("bool")]
    [InlineData("s8")]
    [InlineData("u16")]
    [InlineData("f32")]
    [InlineData("f64")]
    [InlineData("s64")]
    [InlineData("char")]
    [InlineData("(tuple u16)")]
    [InlineData("(tuple (tuple s64))")]
    [InlineData("(list s8 1)")]
    [InlineData("(result)")]
    [InlineData("(enum \"a\" \"b\" \"c\")")]
    [InlineData("(flags \"a\" \"b\" \"c\" \"d\" \"e\" \"f\" \"g\" \"h\" \"i\")")]
    public void Store_OfASingleFlatValue_WritesWhatTheShapeWrites(string text)
    {
        var type = Parse(text);
        var shape = new ShapeTable(inGuest: false).Of(type);
        Run(context =>
        {
            var (wanted, written) = (context.Realloc(8, 16), context.Realloc(8, 16));
            context.Memory.WritableSlice(wanted, 16).Fill(0x55);
            var read = context.Memory.WritableSlice(wanted, shape.Size);
            read.Clear();
            read[0] = 1;
            var value = shape.Load(context, wanted);

            var flat = new ValRaw[1];
            var writer = new FlatWriter(flat);
            shape.Lower(context, ref writer, value);
            context.Memory.WritableSlice(written, 16).Fill(0x55);
            RawLayout.Store(type, context.Memory, written, flat[0]);

            Assert.Equal(context.Memory.Slice(wanted, 16).ToArray(), context.Memory.Slice(written, 16).ToArray());
        });
    }

    private static void Run(Action<CanonicalContext> action)
    {
        using var guest = TestGuest.Load(Guest, new ComponentLinker().Add(
            new HostInterface("", [], [new HostFunction("run", "func(s:string)", (ref call) => action(call.Context))]), _ => action));
        guest.Call("run");
    }

    private static ComponentType Parse(string text)
    {
        var component = ComponentBinary.Decode(Wat.ToWasm($"""
            (component (type $t' {text}) (import "t" (type $t (eq $t'))) (import "put" (func (param "x" $t))))
            """));
        return Planner.Plan(component, ImportBindings.None).UnusedImports[0].Type.Parameters[0].Type;
    }
}
