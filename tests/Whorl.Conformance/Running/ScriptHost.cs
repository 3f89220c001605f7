using System.Collections.Immutable;
using Whorl.Components.Abi;
using Whorl.Components.Hosting;
using Whorl.Components.Linking;
using Whorl.Wasmtime;

namespace Whorl.Conformance.Running;

/// <summary>
/// What scripts may import although they do not define it, by the convention of the reference runner: a few functions
/// that return constants, a module, and a resource type that counts its drops.
/// </summary>
internal sealed class ScriptHost
{
    private const string Module = "(module (global (export \"g\") i32 (i32.const 100)) (func (export \"f\") (result i32) (i32.const 101)))";

    private static readonly HostResource s_first = new("resource1");
    private static readonly HostResource s_second = new("resource2");

    private static readonly HostInterface s_root = new("", [],
    [
        new HostFunction("host-return-two", "func()->u32", (ref call) => call.Args[0].U32 = 2),
        new HostFunction("host-echo-u32", "async func(p1:u32)->u32", (ref call) => call.Await(new ValueTask<uint>(call.Args[0].U32), ReturnU32)),
    ]);

    private static readonly HostInterface s_nested = new("host/nested", [],
    [
        new HostFunction("return-four", "func()->u32", (ref call) => call.Args[0].U32 = 4),
    ]);

    private static readonly HostInterface s_host = new("host", [s_first, s_second],
    [
        new HostFunction("return-three", "func()->u32", (ref call) => call.Args[0].U32 = 3),
        new HostFunction("[constructor]resource1", "func(r:u32)->own<resource1>", New),
        new HostFunction("[static]resource1.assert", "func(r:own<resource1>,rep:u32)", (ref call) =>
            Check(call.Context.Take<Resource>(call.Args[0].U32, s_first), call.Args[1].U32)),
        new HostFunction("[static]resource1.last-drop", "func()->u32", (ref call) => call.Args[0].U32 = call.Host<ScriptHost>()._lastDrop),
        new HostFunction("[static]resource1.drops", "func()->u32", (ref call) => call.Args[0].U32 = call.Host<ScriptHost>()._drops),
        new HostFunction("[method]resource1.simple", "func(self:borrow<resource1>,rep:u32)", (ref call) =>
            Check(call.Context.Borrow<Resource>(call.Args[0].U32, s_first), call.Args[1].U32)),
        new HostFunction("[method]resource1.take-borrow", "func(self:borrow<resource1>,b:borrow<resource1>)", TakeBorrow),
        new HostFunction("[method]resource1.take-own", "func(self:borrow<resource1>,b:own<resource1>)", TakeOwn),
        new HostFunction("[method]resource1.never-return", "async func(self:borrow<resource1>)", (ref call) =>
        {
            call.Context.Borrow<Resource>(call.Args[0].U32, s_first);
            call.Await(Never());
        }),
        new HostFunction("never-return", "async func()", (ref call) => call.Await(Never())),
        new HostFunction("return-two-slowly", "async func()->s32", (ref call) => call.Await(NextTurn.Of(call, 2), ReturnU32)),
        new HostFunction("echo-slowly", "async func(val:u32)->u32", (ref call) => call.Await(NextTurn.Of(call, call.Args[0].U32), ReturnU32)),
        new HostFunction("return-hi", "func()->string", ReturnHi),
    ]);

    private uint _drops;
    private uint _lastDrop;

    /// <summary>The modules among them, which imports are bound to before they are linked.</summary>
    public static ImportBindings Imports { get; } = new(ImmutableDictionary<string, ImportBinding>.Empty.Add(
        "host",
        new InstanceBinding(ImmutableDictionary<string, ImportBinding>.Empty.Add("simple-module", new ModuleBinding(Wat.ToWasm(Module))))));

    public ComponentPre Link(Components.Runtime.CompiledComponent component) => new ComponentLinker()
        .Add(s_root, _ => this)
        .Add(s_host, _ => this)
        .Add(s_nested, _ => this)
        .Link(component);

    private static void ReturnU32(CanonicalContext context, Span<ValRaw> args, uint result) => args[0].U32 = result;

    private static void ReturnHi(ref HostCall call)
    {
        var place = call.Args[0].U32;
        var (pointer, length) = call.Context.WriteString("hi");
        call.Context.CheckPointer(place, 8, 4);
        var memory = call.Context.Memory;
        memory.WriteU32(place, pointer);
        memory.WriteU32(place + 4, length);
    }

    private static ValueTask Never() => new(new TaskCompletionSource().Task);

    private static void New(ref HostCall call)
    {
        var resource = new Resource(call.Host<ScriptHost>(), call.Args[0].U32);
        call.Args[0].U32 = call.Context.Own(resource, s_first);
    }

    private static void TakeBorrow(ref HostCall call)
    {
        call.Context.Borrow<Resource>(call.Args[0].U32, s_first);
        call.Context.Borrow<Resource>(call.Args[1].U32, s_first);
    }

    private static void TakeOwn(ref HostCall call)
    {
        call.Context.Borrow<Resource>(call.Args[0].U32, s_first);
        call.Context.Take<Resource>(call.Args[1].U32, s_first);
    }

    private static void Check(Resource resource, uint rep)
    {
        if (resource.Rep != rep)
        {
            throw new InvalidOperationException($"resource {resource.Rep} arrives where {rep} was passed");
        }
    }

    /// <summary>A result that comes in the loop's next turn, however fast other threads are.</summary>
    private sealed class NextTurn(uint value) : LoopWork
    {
        private readonly TaskCompletionSource<uint> _result = new();

        public static ValueTask<uint> Of(in HostCall call, uint value)
        {
            var turn = new NextTurn(value);
            call.Instance.Loop.Post(turn);
            return new ValueTask<uint>(turn._result.Task);
        }

        protected internal override void Run() => _result.SetResult(value);
    }

    private sealed class Resource(ScriptHost host, uint rep) : IDisposable
    {
        public uint Rep => rep;

        public void Dispose()
        {
            host._drops++;
            host._lastDrop = rep;
        }
    }
}
