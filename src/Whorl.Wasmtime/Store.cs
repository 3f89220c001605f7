using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using static Whorl.Wasmtime.Interop.Libwasmtime;

namespace Whorl.Wasmtime;

/// <summary>
/// The world of one guest: its instances, memories and limits, and the state of the host for it. A store belongs to one chain of
/// calls at a time, and is disposed by its owner; there is no finalizer.
/// </summary>
public sealed unsafe partial class Store : IDisposable
{
    private wasmtime_store_t* _store;
    private GCHandle<Store> _self;
    private Exception? _pending;
    private int _depth;

    /// <summary>Creates an empty store.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="state">What host functions find with <see cref="StateOf"/>.</param>
    public Store(Engine engine, object? state = null)
    {
        ArgumentNullException.ThrowIfNull(engine);
        State = state;
        _self = new GCHandle<Store>(this);
        _store = wasmtime_store_new(engine.Handle, GCHandle<Store>.ToIntPtr(_self), null);
        ContextPointer = wasmtime_store_context(_store);
    }

    /// <summary>What host functions find with <see cref="StateOf"/>.</summary>
    public object? State { get; set; }

    /// <summary>The engine's <c>wasmtime_context_t*</c>.</summary>
    public nint Context => (nint)ContextPointer;

    internal wasmtime_context_t* ContextPointer { get; private set; }

    /// <summary>The store that a host function was called in.</summary>
    /// <param name="caller">The host function's <c>caller</c> argument.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Store Of(nint caller) =>
        GCHandle<Store>.FromIntPtr(wasmtime_context_get_data(wasmtime_caller_context(caller))).Target;

    /// <summary>The <see cref="State"/> of the store that a host function was called in.</summary>
    /// <param name="caller">The host function's <c>caller</c> argument.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
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
        ContextPointer = null;
        _self.Dispose();
        State = null;
    }

    /// <summary>Keeps a host function's exception for the call that is to rethrow it.</summary>
    internal void SetPending(Exception exception) => _pending ??= exception;

    internal void Enter()
    {
        ObjectDisposedException.ThrowIf(_store == null, this);
        _depth++;
    }

    internal void Exit() => _depth--;

    internal void ThrowIf(wasmtime_error_t* error, wasm_trap_t* trap, string what)
    {
        if (error != null || trap != null)
        {
            Throw(error, trap, what);
        }
    }

    private void Throw(wasmtime_error_t* error, wasm_trap_t* trap, string what)
    {
        var native = trap != null ? EngineError.ToException(trap) : EngineError.ToException(error, what);
        if (_pending is { } pending)
        {
            _pending = null;
            if (pending is WasmException { Frames.IsEmpty: true } ours)
            {
                ours.Frames = native.Frames;
            }

            ExceptionDispatchInfo.Throw(pending);
        }

        throw native;
    }
}
