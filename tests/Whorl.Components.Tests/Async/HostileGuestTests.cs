using Whorl.Components.Hosting;
using Whorl.Components.Tests.Hosting;
using Whorl.Wasmtime;

namespace Whorl.Components.Tests.Async;

/// <summary>Guests that use the built-ins with any numbers: what comes of it is a result or a trap, never anything else.</summary>
public sealed class HostileGuestTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Builtins_WithAnyNumbers_ReturnOrTrap(int seed)
    {
        var random = new Random(seed);
        var traps = 0;
        for (var round = 0; round < 30; round++)
        {
            using var guest = TestGuest.Load(Text);
            var run = guest.Export("run");
            for (var step = 0; step < 60 && !guest.Instance.IsPoisoned; step++)
            {
                traps += Step(guest, run, random) ? 0 : 1;
            }
        }

        Assert.InRange(traps, 1, 59 * 30);
    }

    private static bool Step(TestGuest guest, ExportedFunction run, Random random)
    {
        ComponentValue[] arguments =
        [
            ComponentValue.FromUnsigned((uint)random.Next(s_operations.Length)), Number(random), Number(random), Number(random),
        ];
        try
        {
            guest.Instance.Invoke(run, arguments);
            return true;
        }
        catch (WasmException e)
        {
            Assert.True(e is GuestTrapException or TrapException, $"{string.Join(", ", arguments)}: {e}");
            return false;
        }
    }

    // Mostly handles that may exist and places in memory; sometimes numbers that go wrong in arithmetic.
    private static ComponentValue Number(Random random) => ComponentValue.FromUnsigned(random.Next(12) switch
    {
        0 => uint.MaxValue - (uint)random.Next(10),
        1 => 1u << random.Next(32),
        2 => 65536 - (uint)random.Next(10),
        _ => (uint)random.Next(10),
    });

    private static string Text => $$"""
        (component
          (core module $Memory (memory (export "mem") 1) (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024)))
          (core instance $memory (instantiate $Memory))
          (component $Callee
            (core module $M
              (import "" "return" (func $return (param i32)))
              (import "" "set" (func $set (result i32)))
              (import "" "inc" (func $inc))
              (import "" "dec" (func $dec))
              (func (export "f") (param $n i32) (result i32)
                (if (i32.eq (local.get $n) (i32.const 1)) (then (call $return (i32.const 7)) (return (i32.const 0))))
                (if (i32.eq (local.get $n) (i32.const 2)) (then (return (i32.or (i32.const 2) (i32.shl (call $set) (i32.const 4))))))
                (if (i32.eq (local.get $n) (i32.const 3)) (then (call $inc)))
                (if (i32.eq (local.get $n) (i32.const 4)) (then (call $dec)))
                (i32.const 1))
              (func (export "cb") (param $event i32) (param i32 i32) (result i32) (call $return (i32.const 8)) (i32.const 0)))
            (core func $return (canon task.return (result u32)))
            (core func $set (canon waitable-set.new))
            (core func $inc (canon backpressure.inc))
            (core func $dec (canon backpressure.dec))
            (core instance $m (instantiate $M (with "" (instance
              (export "return" (func $return)) (export "set" (func $set)) (export "inc" (func $inc)) (export "dec" (func $dec))))))
            (func (export "f") async (param "n" u32) (result u32)
              (canon lift (core func $m "f") async (callback (core func $m "cb")))))
          (instance $callee (instantiate $Callee))
          (type $S (stream string))
          (type $B (stream u8))
          (type $F (future u32))
          (core module $M
            {{string.Join("\n    ", s_operations.Select(o => $"(import \"\" \"{o.Name}\" (func ${o.Name} (param {string.Join(" ", Enumerable.Repeat("i32", o.Parameters))}) (result {o.Result})))".Replace("(param )", "").Replace("(result )", "")))}}
            (func (export "run") (param $op i32) (param $a i32) (param $b i32) (param $c i32) (result i32)
              {{string.Join("\n      ", s_operations.Select((o, i) => $"(if (i32.eq (local.get $op) (i32.const {i})) (then {Call(o)}))"))}}
              (i32.const 0)))
          {{string.Join("\n  ", s_operations.Select(o => $"(core func ${o.Name} (canon {o.Definition}))"))}}
          (core instance $m (instantiate $M (with "" (instance
            {{string.Join("\n    ", s_operations.Select(o => $"(export \"{o.Name}\" (func ${o.Name}))"))}}))))
          (func (export "run") async (param "op" u32) (param "a" u32) (param "b" u32) (param "c" u32) (result u32)
            (canon lift (core func $m "run"))))
        """;

    private const string Options = "(memory (core memory $memory \"mem\")) (realloc (core func $memory \"realloc\"))";

    private static readonly (string Name, int Parameters, string Result, string Definition)[] s_operations =
    [
        ("call", 2, "i32", $"lower (func $callee \"f\") async {Options}"),
        ("subtask-cancel", 1, "i32", "subtask.cancel async"),
        ("subtask-cancel-sync", 1, "i32", "subtask.cancel"),
        ("subtask-drop", 1, "", "subtask.drop"),
        ("set-new", 0, "i32", "waitable-set.new"),
        ("set-poll", 2, "i32", "waitable-set.poll (memory (core memory $memory \"mem\"))"),
        ("set-wait", 2, "i32", "waitable-set.wait (memory (core memory $memory \"mem\"))"),
        ("set-drop", 1, "", "waitable-set.drop"),
        ("join", 2, "", "waitable.join"),
        ("yield", 0, "i32", "thread.yield"),
        ("strings-new", 0, "i64", "stream.new $S"),
        ("strings-read", 3, "i32", $"stream.read $S async {Options}"),
        ("strings-write", 3, "i32", $"stream.write $S async {Options}"),
        ("bytes-new", 0, "i64", "stream.new $B"),
        ("bytes-read", 3, "i32", $"stream.read $B async {Options}"),
        ("bytes-write", 3, "i32", $"stream.write $B async {Options}"),
        ("bytes-cancel-read", 1, "i32", "stream.cancel-read $B"),
        ("bytes-cancel-write", 1, "i32", "stream.cancel-write $B async"),
        ("bytes-drop-readable", 1, "", "stream.drop-readable $B"),
        ("bytes-drop-writable", 1, "", "stream.drop-writable $B"),
        ("future-new", 0, "i64", "future.new $F"),
        ("future-read", 2, "i32", $"future.read $F async {Options}"),
        ("future-write", 2, "i32", $"future.write $F async {Options}"),
        ("future-cancel-read", 1, "i32", "future.cancel-read $F"),
        ("future-drop-readable", 1, "", "future.drop-readable $F"),
        ("future-drop-writable", 1, "", "future.drop-writable $F"),
    ];

    private static string Call((string Name, int Parameters, string Result, string Definition) operation)
    {
        var arguments = string.Join(" ", new[] { "(local.get $a)", "(local.get $b)", "(local.get $c)" }.Take(operation.Parameters));
        var call = $"(call ${operation.Name} {arguments})";
        return operation.Result.Length == 0 ? call : $"(drop {call})";
    }
}
