using Whorl.Components.Hosting;
using Whorl.Components.Tests.Hosting;
using Whorl.Wasmtime;

namespace Whorl.Components.Tests.Runtime;

public sealed class AdapterTests
{
    [Fact]
    public void Numbers_InALongList_AreCopiedFromMemoryToMemory()
    {
        using var guest = TestGuest.Load($"""
            (component
              (component $C
                (core module $M
                  {TestGuest.Allocator}
                  (func (export "sum") (param $p i32) (param $n i32) (result i64) (local $s i64)
                    (loop $next
                      (local.set $s (i64.add (local.get $s) (i64.load (local.get $p))))
                      (local.set $p (i32.add (local.get $p) (i32.const 8)))
                      (local.set $n (i32.sub (local.get $n) (i32.const 1)))
                      (br_if $next (local.get $n)))
                    (local.get $s)))
                (core instance $m (instantiate $M))
                (func (export "sum") (param "l" (list u64)) (result u64)
                  (canon lift (core func $m "sum") (memory (core memory $m "mem")) (realloc (core func $m "realloc")))))
              (component $D
                (import "sum" (func $sum (param "l" (list u64)) (result u64)))
                (core module $Libc {TestGuest.Allocator})
                (core instance $libc (instantiate $Libc))
                (core func $lowered (canon lower (func $sum) (memory (core memory $libc "mem"))))
                (core module $Main
                  (import "libc" "mem" (memory 1))
                  (import "" "sum" (func $sum (param i32 i32) (result i64)))
                  (func (export "run") (param $n i32) (result i64) (local $i i32)
                    (loop $next
                      (i64.store offset=8192 (i32.mul (local.get $i) (i32.const 8)) (i64.extend_i32_u (local.get $i)))
                      (local.set $i (i32.add (local.get $i) (i32.const 1)))
                      (br_if $next (i32.lt_u (local.get $i) (local.get $n))))
                    (call $sum (i32.const 8192) (local.get $n))))
                (core instance $main (instantiate $Main
                  (with "libc" (instance $libc)) (with "" (instance (export "sum" (func $lowered))))))
                (func (export "run") (param "n" u32) (result u64) (canon lift (core func $main "run"))))
              (instance $c (instantiate $C))
              (instance $d (instantiate $D (with "sum" (func $c "sum"))))
              (func (export "run") (alias export $d "run")))
            """);
        Assert.Equal(9999u * 10000 / 2, guest.Call("run", ComponentValue.FromUnsigned(10_000)).AsUnsigned());
    }

    [Fact]
    public void Trap_InTheCallee_PoisonsBoth()
    {
        using var guest = TestGuest.Load(Pair("unreachable", "(call $f)"));
        Assert.Equal(TrapCode.UnreachableCodeReached, Assert.Throws<TrapException>(() => guest.Call("run")).Code);
        Assert.Throws<GuestTrapException>(() => guest.Call("run"));
        Assert.Throws<GuestTrapException>(() => guest.Call("f"));
    }

    [Fact]
    public void Call_OfASibling_LeavesBothAsTheyWere()
    {
        using var guest = TestGuest.Load(Pair("nop", "(call $f) (call $f)"));
        guest.Call("run");
        guest.Call("f");
        guest.Call("run");
        Assert.False(guest.Instance.IsPoisoned);
    }

    [Fact]
    public void Recursion_ThroughAdaptersAlone_EndsInATrap()
    {
        using var guest = TestGuest.Load("""
            (component
              (core module $Table
                (table (export "t") 1 funcref)
                (func (export "f") (call_indirect (i32.const 0))))
              (core instance $table (instantiate $Table))
              (func $f (canon lift (core func $table "f")))
              (core func $lowered (canon lower (func $f)))
              (core module $Fill
                (import "" "t" (table 1 funcref))
                (import "" "f" (func $f))
                (elem (i32.const 0) $f))
              (core instance (instantiate $Fill (with "" (instance (export "t" (table $table "t")) (export "f" (func $lowered))))))
              (export "f" (func $f)))
            """);
        Assert.StartsWith("call stack exhausted", Assert.Throws<GuestTrapException>(() => guest.Call("f")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Recursion_ThroughAdaptersAndCoreCode_EndsInAStackOverflowTrap()
    {
        using var guest = TestGuest.Load("""
            (component
              (core module $Table
                (table (export "t") 1 funcref)
                (global $depth (mut i32) (i32.const 0))
                (func (export "f")
                  (global.set $depth (i32.add (global.get $depth) (i32.const 1)))
                  (call_indirect (i32.const 0))))
              (core instance $table (instantiate $Table))
              (func $f (canon lift (core func $table "f")))
              (core func $lowered (canon lower (func $f)))
              (core module $Fill
                (import "" "t" (table 1 funcref))
                (import "" "f" (func $f))
                (elem (i32.const 0) $f))
              (core instance (instantiate $Fill (with "" (instance (export "t" (table $table "t")) (export "f" (func $lowered))))))
              (export "f" (func $f)))
            """);
        var trap = Assert.ThrowsAny<WasmException>(() => guest.Call("f"));
        Assert.True(trap is TrapException { Code: TrapCode.StackOverflow } || trap.Message.StartsWith("call stack exhausted", StringComparison.Ordinal));
    }

    [Fact]
    public void Borrow_NotDroppedBeforeTheCallReturns_Traps()
    {
        using var guest = TestGuest.Load("""
            (component
              (component $C
                (type $R' (resource (rep i32)))
                (export $R "r" (type $R'))
                (core func $new (canon resource.new $R'))
                (core module $M
                  (import "" "new" (func $new (param i32) (result i32)))
                  (func (export "make") (result i32) (call $new (i32.const 5))))
                (core instance $m (instantiate $M (with "" (instance (export "new" (func $new))))))
                (func (export "make") (result (own $R)) (canon lift (core func $m "make"))))
              (instance $c (instantiate $C))
              (alias export $c "r" (type $R))
              (component $K
                (import "r" (type $R (sub resource)))
                (core module $M (func (export "keep") (param i32)))
                (core instance $m (instantiate $M))
                (func (export "keep") (param "r" (borrow $R)) (canon lift (core func $m "keep"))))
              (instance $k (instantiate $K (with "r" (type $R))))
              (component $D
                (import "r" (type $R (sub resource)))
                (import "make" (func $make (result (own $R))))
                (import "keep" (func $keep (param "r" (borrow $R))))
                (core func $make' (canon lower (func $make)))
                (core func $keep' (canon lower (func $keep)))
                (core module $M
                  (import "" "make" (func $make (result i32)))
                  (import "" "keep" (func $keep (param i32)))
                  (func (export "run") (call $keep (call $make))))
                (core instance $m (instantiate $M (with "" (instance (export "make" (func $make')) (export "keep" (func $keep'))))))
                (func (export "run") (canon lift (core func $m "run"))))
              (instance $d (instantiate $D
                (with "r" (type $R)) (with "make" (func $c "make")) (with "keep" (func $k "keep"))))
              (func (export "run") (alias export $d "run")))
            """);
        var trap = Assert.Throws<GuestTrapException>(() => guest.Call("run"));
        Assert.StartsWith("borrow handles still remain at the end of the call", trap.Message, StringComparison.Ordinal);
    }

    private static string Pair(string callee, string caller) => $"""
        (component
          (component $C
            (core module $M (func (export "f") {callee}))
            (core instance $m (instantiate $M))
            (func (export "f") (canon lift (core func $m "f"))))
          (component $D
            (import "f" (func $f))
            (core func $lowered (canon lower (func $f)))
            (core module $M
              (import "" "f" (func $f))
              (func (export "run") {caller}))
            (core instance $m (instantiate $M (with "" (instance (export "f" (func $lowered))))))
            (func (export "run") (canon lift (core func $m "run"))))
          (instance $c (instantiate $C))
          (instance $d (instantiate $D (with "f" (func $c "f"))))
          (func (export "f") (alias export $c "f"))
          (func (export "run") (alias export $d "run")))
        """;
}
