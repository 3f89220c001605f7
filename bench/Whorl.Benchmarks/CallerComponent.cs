using System.Runtime.CompilerServices;
using Whorl.Components.Hosting;
using Whorl.Components.Runtime;
using Whorl.Wasmtime;

namespace Whorl.Benchmarks;

/// <summary>A component that calls the host as often as it is asked to, and the host functions that it calls.</summary>
internal static class CallerComponent
{
    /// <summary>How often one call of an export calls the host.</summary>
    public const int CallsPerInvocation = 1000;

    public const string Interface = "bench:host/calls";

    private const string Text = """
        (component
          (import "bench:host/calls" (instance $host
            (export "add" (func (param "a" u32) (param "b" u32) (result u32)))
            (export "take" (func (param "bytes" (list u8))))))
          (core module $libc (memory (export "memory") 2))
          (core instance $libc (instantiate $libc))
          (alias core export $libc "memory" (core memory $memory))
          (alias export $host "add" (func $add-import))
          (alias export $host "take" (func $take-import))
          (core func $add (canon lower (func $add-import)))
          (core func $take (canon lower (func $take-import) (memory $memory)))
          (core module $main
            (import "host" "add" (func $add (param i32 i32) (result i32)))
            (import "host" "take" (func $take (param i32 i32)))
            (func (export "adds") (param $n i32) (result i32) (local $sum i32)
              (loop $again
                (local.set $sum (call $add (local.get $sum) (i32.const 1)))
                (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
              local.get $sum)
            (func (export "takes") (param $n i32) (param $length i32)
              (loop $again
                (call $take (i32.const 0) (local.get $length))
                (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))))
          (core instance $main (instantiate $main (with "host" (instance
            (export "add" (func $add))
            (export "take" (func $take))))))
          (alias core export $main "adds" (core func $adds))
          (alias core export $main "takes" (core func $takes))
          (func (export "adds") (param "n" u32) (result u32) (canon lift (core func $adds)))
          (func (export "takes") (param "n" u32) (param "length" u32) (canon lift (core func $takes))))
        """;

    public static CompiledComponent Compile(Engine engine) => CompiledComponent.Compile(engine, Wat.ToWasm(Text));

    public static ComponentPre Link(CompiledComponent component) =>
        new ComponentLinker().Add(
            new HostInterface(
                Interface,
                [],
                [
                    new HostFunction("add", "func(a:u32,b:u32)->u32", static (ref HostCall call) =>
                        call.Args[0].U32 = call.Host<Receiver>().Add(call.Args[0].U32, call.Args[1].U32)),
                    new HostFunction("take", "func(bytes:list<u8>)", static (ref HostCall call) =>
                        call.Host<Receiver>().Take(call.Context.ReadList(call.Args[0].U32, call.Args[1].U32))),
                ]),
            static _ => new Receiver()).Link(component);

    internal sealed class Receiver
    {
        public long Bytes { get; private set; }

        [MethodImpl(MethodImplOptions.NoInlining)]
        public uint Add(uint a, uint b) => a + b;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Take(ReadOnlySpan<byte> bytes) => Bytes += bytes.Length + bytes[^1];
    }
}
