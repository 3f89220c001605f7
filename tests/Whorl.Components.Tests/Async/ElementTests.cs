using Whorl.Components.Hosting;
using Whorl.Components.Tests.Hosting;

namespace Whorl.Components.Tests.Async;

/// <summary>Streams and futures of every kind of element, through a guest that copies one element at a time.</summary>
public sealed class ElementTests
{
    [Fact]
    public async Task Stream_OfNumbers_ComesThroughUnchanged()
    {
        await CheckStream("u16", ElementCodecs.U16, (ushort)1, ushort.MaxValue);
        await CheckStream("s64", ElementCodecs.S64, long.MinValue, -1, 7);
        await CheckStream("f64", ElementCodecs.F64, 1.5, double.NegativeInfinity);
        await CheckStream("s8", ElementCodecs.S8, (sbyte)-1);
        await CheckStream("u32", ElementCodecs.U32, uint.MaxValue);
        await CheckStream("f32", ElementCodecs.F32, 0.25f);
    }

    [Fact]
    public async Task Stream_OfBools_ComesThroughUnchanged()
    {
        await CheckStream("bool", ElementCodecs.Bool, true, false, true);
    }

    [Fact]
    public async Task Stream_OfStrings_ComesThroughUnchanged() => await CheckStream("string", ElementCodecs.String, "", "grüsse", "🍰");

    [Fact]
    public async Task Stream_WithoutElements_Counts() => await CheckStream(null, ElementCodecs.Unit, default(Unit), default, default);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Future_OfAString_ComesThroughUnchanged(bool isLate)
    {
        using var guest = TestGuest.Load(Copier("future", "string"));
        var value = isLate ? Late("later") : Task.FromResult("later");

        var call = new TestCall<ComponentFuture<string>>(
            cx => cx.GiveFuture(ComponentFuture.From(value), ElementCodecs.String), (cx, result) => cx.TakeFuture(result, ElementCodecs.String));
        call.Start(guest.Instance, guest.Export("copy"));

        Assert.Equal("later", await (await call.Result).ReadAsync());
        await call.Exited;
    }

    [Fact]
    public async Task Future_WhoseTaskFails_EndsTheReadersInstance()
    {
        using var guest = TestGuest.Load(Copier("future", "string"));
        var call = new TestCall<ComponentFuture<string>>(
            cx => cx.GiveFuture(ComponentFuture.From(Task.FromException<string>(new IOException("gone"))), ElementCodecs.String),
            (cx, result) => cx.TakeFuture(result, ElementCodecs.String));

        call.Start(guest.Instance, guest.Export("copy"));

        await Assert.ThrowsAsync<IOException>(() => call.Exited);
        Assert.True(guest.Instance.IsPoisoned);
    }

    [Fact]
    public async Task Future_ThatTheHostDrops_IsToldToItsWriter()
    {
        using var guest = TestGuest.Load(Copier("future", "u32"));
        var value = new TaskCompletionSource<uint>();
        var call = new TestCall<ComponentFuture<uint>>(
            cx => cx.GiveFuture(ComponentFuture.From(value.Task), ElementCodecs.U32), (cx, result) => cx.TakeFuture(result, ElementCodecs.U32));
        call.Start(guest.Instance, guest.Export("copy"));

        (await call.Result).Dispose();
        value.SetResult(1);

        await call.Exited;
    }

    private static async Task CheckStream<T>(string? element, ElementCodec<T> codec, params T[] values)
    {
        using var guest = TestGuest.Load(Copier("stream", element));
        var call = new TestCall<ComponentStream<T>>(
            cx => cx.GiveStream(ComponentStream.From(values), codec), (cx, result) => cx.TakeStream(result, codec));
        call.Start(guest.Instance, guest.Export("copy"));

        var copied = new List<T>();
        await foreach (var value in (await call.Result).ReadAllAsync())
        {
            copied.Add(value);
        }

        Assert.Equal(values, copied);
        await call.Exited;
    }

    private static async Task<string> Late(string value)
    {
        await Task.Yield();
        return value;
    }

    /// <summary>Returns a stream or future of its own, and copies what it gets into it, until either side is done.</summary>
    private static string Copier(string kind, string? element)
    {
        var count = kind == "stream" ? "(i32.const 1)" : "";
        var countType = kind == "stream" ? "i32" : "";
        return $$"""
            (component
              (core module $Memory {{TestGuest.Allocator}})
              (core instance $memory (instantiate $Memory))
              (core module $M
                (import "" "mem" (memory 1))
                (import "" "return" (func $return (param i32)))
                (import "" "new" (func $new (result i64)))
                (import "" "read" (func $read (param i32 i32 {{countType}}) (result i32)))
                (import "" "write" (func $write (param i32 i32 {{countType}}) (result i32)))
                (import "" "drop-readable" (func $drop-readable (param i32)))
                (import "" "drop-writable" (func $drop-writable (param i32)))
                (import "" "set" (func $set (result i32)))
                (import "" "join" (func $join (param i32 i32)))
                (global $rx (mut i32) (i32.const 0))
                (global $tx (mut i32) (i32.const 0))
                (global $ws (mut i32) (i32.const 0))
                (global $writing (mut i32) (i32.const 0))
                (func $more (result i32) (i32.const {{(kind == "stream" ? 1 : 0)}}))
                (func $pump (param $result i32) (result i32)
                  (loop $again
                    (if (i32.eq (local.get $result) (i32.const -1))
                      (then (return (i32.or (i32.const 2) (i32.shl (global.get $ws) (i32.const 4))))))
                    (if (i32.and (local.get $result) (i32.const 15)) (then
                      (call $drop-readable (global.get $rx))
                      (call $drop-writable (global.get $tx))
                      (return (i32.const 0))))
                    (if (i32.and (global.get $writing) (i32.eqz (call $more))) (then
                      (call $drop-readable (global.get $rx))
                      (call $drop-writable (global.get $tx))
                      (return (i32.const 0))))
                    (global.set $writing (i32.xor (global.get $writing) (i32.const 1)))
                    (local.set $result (if (result i32) (global.get $writing)
                      (then (call $write (global.get $tx) (i32.const 64) {{count}}))
                      (else (call $read (global.get $rx) (i32.const 64) {{count}}))))
                    (br $again))
                  unreachable)
                (func (export "copy") (param $rx i32) (result i32) (local $pair i64)
                  (global.set $rx (local.get $rx))
                  (global.set $ws (call $set))
                  (local.set $pair (call $new))
                  (global.set $tx (i32.wrap_i64 (i64.shr_u (local.get $pair) (i64.const 32))))
                  (call $join (global.get $rx) (global.get $ws))
                  (call $join (global.get $tx) (global.get $ws))
                  (call $return (i32.wrap_i64 (local.get $pair)))
                  (call $pump (call $read (global.get $rx) (i32.const 64) {{count}})))
                (func (export "copy-cb") (param i32 i32) (param $result i32) (result i32) (call $pump (local.get $result))))
              (type $T ({{kind}} {{element}}))
              (core func $return (canon task.return (result $T)))
              (core func $new (canon {{kind}}.new $T))
              (core func $read (canon {{kind}}.read $T async (memory (core memory $memory "mem")) (realloc (core func $memory "realloc"))))
              (core func $write (canon {{kind}}.write $T async (memory (core memory $memory "mem"))))
              (core func $drop-readable (canon {{kind}}.drop-readable $T))
              (core func $drop-writable (canon {{kind}}.drop-writable $T))
              (core func $set (canon waitable-set.new))
              (core func $join (canon waitable.join))
              (core instance $m (instantiate $M (with "" (instance
                (export "mem" (memory $memory "mem")) (export "return" (func $return)) (export "new" (func $new))
                (export "read" (func $read)) (export "write" (func $write))
                (export "drop-readable" (func $drop-readable)) (export "drop-writable" (func $drop-writable))
                (export "set" (func $set)) (export "join" (func $join))))))
              (func (export "copy") async (param "from" $T) (result $T)
                (canon lift (core func $m "copy") async (callback (core func $m "copy-cb")))))
            """;
    }
}
