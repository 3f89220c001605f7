namespace Whorl.Wasmtime.Tests;

public sealed class HostFunctionTests
{
    private const string Caller = """
        (module $caller
          (import "host" "call" (func $host (param i32) (result i32)))
          (memory (export "memory") 1 3)
          (func $call (export "call") (param i32) (result i32) (call $host (local.get 0)))
          (func (export "twice") (param i32) (result i32) (i32.add (call $host (local.get 0)) (call $host (local.get 0))))
          (func (export "double") (param i32) (result i32) (i32.mul (local.get 0) (i32.const 2)))
          (func (export "trap") unreachable))
        """;

    [Fact]
    public void HostFunction_Called_FindsTheStateOfItsStore()
    {
        using var one = new Guest(Caller, Host.Define, (Host.Body)((_, argument) => argument + 1));
        using var two = new Guest(Caller, Host.Define, (Host.Body)((_, argument) => argument + 2));

        Assert.Equal((11, 12), (one.Call("call", 10), two.Call("call", 10)));
    }

    [Fact]
    public void HostFunction_OfOneStore_IsCalledThroughAnImport()
    {
        using var module = Module.Compile(Guest.Engine, Wat.ToWasm(Caller));
        using var store = new Store(Guest.Engine, (Host.Body)((_, argument) => argument * 3));
        store.SetEpochDeadline(Guest.FarDeadline);
        var instance = Instance.Create(store, module, [Host.Create(store)]);
        Span<ValRaw> values = [ValRaw.FromI32(5)];

        instance.Export(store, "call"u8)!.Value.Func.Call(store, values);

        Assert.Equal(15, values[0].I32);
    }

    [Fact]
    public void HostFunction_ThatThrows_ReachesTheCallerAsTheSameException()
    {
        var thrown = new InvalidDataException("no");
        using var guest = new Guest(Caller, Host.Define, (Host.Body)((_, _) => throw thrown));

        var caught = Assert.Throws<InvalidDataException>(() => guest.Call("twice", 1));

        Assert.Same(thrown, caught);
        Assert.Contains(nameof(HostFunction_ThatThrows_ReachesTheCallerAsTheSameException), caught.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public void HostFunction_ThatThrowsOurs_GivesItTheGuestsFrames()
    {
        using var guest = new Guest(Caller, Host.Define, (Host.Body)((_, _) => throw new WasmException("no")));

        var caught = Assert.Throws<WasmException>(() => guest.Call("call", 1));

        Assert.Equal(["call"], caught.Frames.Select(frame => frame.FunctionName));
    }

    [Fact]
    public void HostFunction_ThatTraps_IsATrapWithoutACode()
    {
        using var guest = new Guest(Caller, Host.DefineTrapping);

        var trap = Assert.Throws<TrapException>(() => guest.Call("call", 1));

        Assert.Equal((TrapCode.None, "the host says no"), (trap.Code, trap.Message));
        Assert.Equal("call", trap.Frames[0].FunctionName);
    }

    [Fact]
    public void HostFunction_ThatThrowsInAStartFunction_ReachesTheInstantiator()
    {
        const string Starting = """
            (module (import "host" "call" (func $host (param i32) (result i32))) (func $start (drop (call $host (i32.const 1)))) (start $start))
            """;

        var caught = Assert.Throws<InvalidDataException>(
            () => new Guest(Starting, Host.Define, (Host.Body)((_, _) => throw new InvalidDataException("no"))));

        Assert.Equal("no", caught.Message);
    }

    [Fact]
    public void HostFunction_ThatCallsTheGuest_SeesItsResult()
    {
        Guest? guest = null;
        using var owner = guest = new Guest(Caller, Host.Define, (Host.Body)((_, argument) => guest!.Call("double", argument)));

        Assert.Equal(42, guest.Call("call", 21));
    }

    [Fact]
    public void HostFunction_ThatCallsBackWithoutEnd_ExhaustsTheGuestsStackNotTheHosts()
    {
        Guest? guest = null;
        using var owner = guest = new Guest(Caller, Host.Define, (Host.Body)((_, argument) => guest!.Call("call", argument)));

        Assert.Equal(TrapCode.StackOverflow, Assert.Throws<TrapException>(() => guest.Call("call", 1)).Code);
        Assert.Equal(6, guest.Call("double", 3));
    }

    [Fact]
    public void HostFunction_ThatCatchesAnInnerException_CanGoOn()
    {
        Guest? guest = null;
        var depth = 0;
        using var owner = guest = new Guest(Caller, Host.Define, (Host.Body)((_, argument) =>
        {
            if (depth++ > 0)
            {
                throw new InvalidDataException("inner");
            }

            Assert.Throws<InvalidDataException>(() => guest!.Call("call", 1));
            return 5;
        }));

        Assert.Equal(5, guest.Call("call", 1));
    }

    [Fact]
    public void HostFunction_ThatCatchesAnInnerTrap_DoesNotLeaveItBehind()
    {
        Guest? guest = null;
        using var owner = guest = new Guest(Caller, Host.Define, (Host.Body)((_, _) =>
        {
            Assert.Throws<TrapException>(() => guest!.Call("trap"));
            throw new InvalidDataException("outer");
        }));

        Assert.Equal("outer", Assert.Throws<InvalidDataException>(() => guest.Call("call", 1)).Message);
        Assert.Equal(6, guest.Call("double", 3));
    }

    [Fact]
    public void HostFunction_ThatCollectsGarbage_KeepsTheStoreAndItsState()
    {
        using var guest = new Guest(Caller, Host.Define, (Host.Body)((_, argument) =>
        {
            GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
            return argument;
        }));

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(2 * i, guest.Call("twice", i));
        }
    }

    [Fact]
    public void HostFunction_ThatGrowsTheMemory_SeesTheNewBytes()
    {
        Guest? guest = null;
        using var owner = guest = new Guest(Caller, Host.Define, (Host.Body)((store, _) =>
        {
            var memory = guest!.Export("memory").Memory;
            Assert.True(memory.Grow(store, 2));
            Assert.False(memory.Grow(store, 1));
            return memory.Span(store).Length;
        }));

        Assert.Equal(3 * 65536, guest.Call("call", 0));
    }

    [Fact]
    public void Store_DisposedByAHostFunction_RefusesAndStaysUsable()
    {
        using var guest = new Guest(Caller, Host.Define, (Host.Body)((store, argument) =>
        {
            Assert.Throws<InvalidOperationException>(store.Dispose);
            return argument;
        }));

        Assert.Equal(4, guest.Call("call", 4));
    }

    [Fact]
    public void State_SetLater_IsWhatHostFunctionsFind()
    {
        using var guest = new Guest(Caller, Host.Define, (Host.Body)((_, _) => 1));

        guest.Store.State = (Host.Body)((_, _) => 2);

        Assert.Equal(2, guest.Call("call", 0));
    }
}
