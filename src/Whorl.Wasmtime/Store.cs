using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using static Whorl.Wasmtime.Interop.Libwasmtime;

namespace Whorl.Wasmtime;

/// <summary>
/// The world of one guest: its instances, memories and limits, and the host's state for it. A store belongs to one chain of calls at
/// a time. Its owner disposes it; there is no finalizer, so a store that is not disposed is lost to the pool.
/// </summary>
public sealed unsafe partial class Store : IDisposable
{
    // No thing in a store has this number, so that every use of a store without things, or of a disposed one, is found out.
    private const ulong NoId = ulong.MaxValue;

    private readonly GCHandle<Store> _self;
    private wasmtime_store_t* _store;
    private ulong _id = NoId;
    private int _depth;
    private Exception? _pending;
    private bool _interrupted;

    /// <summary>Creates an empty store.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="state">What host functions find with <see cref="StateOf"/>.</param>
    public Store(Engine engine, object? state = null)
    {
        ArgumentNullException.ThrowIfNull(engine);
        Engine = engine;
        State = state;
        _self = new GCHandle<Store>(this);
        try
        {
            _store = wasmtime_store_new(engine.Handle, GCHandle<Store>.ToIntPtr(_self), null);
        }
        catch
        {
            _self.Dispose();
            throw;
        }

        ContextPointer = wasmtime_store_context(_store);
    }

    /// <summary>What host functions find with <see cref="StateOf"/>.</summary>
    public object? State { get; set; }

    /// <summary>The engine's <c>wasmtime_context_t*</c>; zero once disposed.</summary>
    public nint Context => (nint)ContextPointer;

    internal Engine Engine { get; }

    internal wasmtime_context_t* ContextPointer { get; private set; }

    /// <summary>The store that a host function was called in.</summary>
    /// <param name="caller">The host function's <c>caller</c> argument.</param>
    public static Store Of(nint caller) =>
        GCHandle<Store>.FromIntPtr(wasmtime_context_get_data(wasmtime_caller_context(caller))).Target;

    /// <summary>The <see cref="State"/> of the store that a host function was called in.</summary>
    /// <param name="caller">The host function's <c>caller</c> argument.</param>
    public static object? StateOf(nint caller) => Of(caller).State;

    /// <summary>Releases the store with everything in it.</summary>
    /// <exception cref="InvalidOperationException">A guest is running in it.</exception>
    public void Dispose()
    {
        if (_store == null)
        {
            return;
        }

        if (_depth != 0)
        {
            throw new InvalidOperationException("A store cannot be disposed while a guest runs in it. Dispose it after the call returns.");
        }

        wasmtime_store_delete(_store);
        _store = null;
        _id = NoId;
        ContextPointer = null;
        State = null;
        _epochCallback = null;
        _self.Dispose();
    }

    /// <summary>Keeps a host function's exception for the call that is to rethrow it. The first one counts.</summary>
    internal void SetPending(Exception exception) => _pending ??= exception;

    /// <summary>The engine ends the process when a thing is used with a store that is not its own, so that is checked here.</summary>
    internal void Check(ulong id)
    {
        if (id != _id)
        {
            ThrowNotMine();
        }
    }

    /// <summary>Remembers the store's number, which the engine tells only in the things it makes.</summary>
    internal void Learn(ulong id) => _id = id;

    /// <summary>Marks that a guest may run; <see cref="Exit"/> follows.</summary>
    internal void Enter()
    {
        ObjectDisposedException.ThrowIf(_store == null, this);
        _depth++;
    }

    internal void Exit() => _depth--;

    /// <summary>Throws what a <see cref="Func.TryCall"/> failed with, when no guest is running further out.</summary>
    /// <exception cref="InvalidOperationException">No call has failed.</exception>
    [DoesNotReturn]
    public void ThrowPending()
    {
        var pending = _pending ?? throw new InvalidOperationException("No call in this store has failed.");
        _pending = null;
        _interrupted = false;
        ExceptionDispatchInfo.Throw(pending);
    }

    /// <summary>Ends a call of a guest: rethrows what a host function threw in it, or throws the guest's trap.</summary>
    [DoesNotReturn]
    internal void ThrowFromCall(wasmtime_error_t* error, wasm_trap_t* trap) => Throw(ToTrap(error, trap));

    /// <summary>Keeps what a nested call failed with, for the outermost call to throw. What is kept already is the cause of this failure.</summary>
    internal void KeepFromCall(wasmtime_error_t* error, wasm_trap_t* trap)
    {
        if (_pending is null or WasmException { Frames.IsEmpty: true })
        {
            _pending = Cause(ToTrap(error, trap));
        }
        else if (trap != null)
        {
            wasm_trap_delete(trap);
        }
        else
        {
            wasmtime_error_delete(error);
        }
    }

    /// <summary>Ends an instantiation: the same, or throws why there is no instance.</summary>
    [DoesNotReturn]
    internal void ThrowFromInstantiation(wasmtime_error_t* error, wasm_trap_t* trap)
    {
        const string What = "The module could not be instantiated";
        Throw(trap != null ? EngineError.ToTrap(trap) : _interrupted ? EngineError.ToTrap(error, TrapCode.Interrupt) : EngineError.ToException(error, What));
    }

    [DoesNotReturn]
    private void Throw(WasmException native)
    {
        var cause = Cause(native);
        _interrupted = false;
        _pending = null;
        if (cause != native)
        {
            ExceptionDispatchInfo.Throw(cause);
        }

        throw native;
    }

    /// <summary>What a host function threw, with the guest's frames; the engine's own failure if none did.</summary>
    private Exception Cause(WasmException native)
    {
        if (_pending is WasmException { Frames.IsEmpty: true } ours)
        {
            ours.Frames = native.Frames;
        }

        return _pending ?? native;
    }

    private TrapException ToTrap(wasmtime_error_t* error, wasm_trap_t* trap) => trap != null
        ? EngineError.ToTrap(trap)
        : EngineError.ToTrap(error, _interrupted ? TrapCode.Interrupt : TrapCode.None);

    [DoesNotReturn]
    private void ThrowNotMine()
    {
        ObjectDisposedException.ThrowIf(_store == null, this);
        throw new ArgumentException("A function, memory, table, global or instance was used with a store that it does not belong to.");
    }
}
