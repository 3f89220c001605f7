using System.Runtime.InteropServices;
using static Whorl.Wasmtime.Interop.Libwasmtime;

namespace Whorl.Wasmtime;

/// <content>What a guest may use up: memory, tables, time, fuel.</content>
public sealed unsafe partial class Store
{
    // The engine adds ticks to its epoch without a check, so that more than this would wrap around.
    private const ulong MaxTicks = long.MaxValue;

    private Func<EpochDecision>? _epochCallback;

    /// <summary>
    /// Fuel left, one unit for most instructions; none until it is set. Only on an engine with <see cref="EngineOptions.ConsumeFuel"/>.
    /// </summary>
    /// <exception cref="WasmException">The engine does not count fuel.</exception>
    public ulong Fuel
    {
        get
        {
            ObjectDisposedException.ThrowIf(_store == null, this);
            ulong fuel;
            EngineError.ThrowIf(wasmtime_context_get_fuel(ContextPointer, &fuel), "Fuel could not be read");
            return fuel;
        }

        set
        {
            ObjectDisposedException.ThrowIf(_store == null, this);
            EngineError.ThrowIf(wasmtime_context_set_fuel(ContextPointer, value), "Fuel could not be set");
        }
    }

    /// <summary>
    /// Bounds what the store may hold. What would exceed it fails: a guest's <c>memory.grow</c> gives -1, an instantiation throws.
    /// A negative number leaves that bound to the engine.
    /// </summary>
    /// <param name="memoryBytes">Bytes of <em>each</em> linear memory; all of them together are bounded by this times their number.</param>
    /// <param name="tableElements">Elements of each table.</param>
    /// <param name="instances">Core instances.</param>
    /// <param name="tables">Tables.</param>
    /// <param name="memories">Linear memories.</param>
    public void SetLimits(long memoryBytes, long tableElements, long instances, long tables, long memories)
    {
        ObjectDisposedException.ThrowIf(_store == null, this);
        wasmtime_store_limiter(_store, memoryBytes, tableElements, instances, tables, memories);
    }

    /// <summary>
    /// Sets the deadline at which a guest is interrupted. Until it is set, a guest is interrupted at once: on an engine with
    /// <see cref="EngineOptions.EpochInterruption"/> no guest runs without a deadline.
    /// </summary>
    /// <param name="ticksFromNow">Ticks of the engine's epoch from now. The next tick may come at any time, so that one tick may be none.</param>
    public void SetEpochDeadline(ulong ticksFromNow)
    {
        ObjectDisposedException.ThrowIf(_store == null, this);
        wasmtime_context_set_epoch_deadline(ContextPointer, Math.Min(ticksFromNow, MaxTicks));
    }

    /// <summary>Asks, each time the deadline passes, what is to become of the guest. Without this the guest traps.</summary>
    /// <param name="callback">Called on the guest's thread, in the middle of the guest's code. An exception from it ends the guest's call.</param>
    public void SetEpochCallback(Func<EpochDecision> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        ObjectDisposedException.ThrowIf(_store == null, this);
        if (_epochCallback is null)
        {
            wasmtime_store_epoch_deadline_callback(_store, &OnEpochDeadline, GCHandle<Store>.ToIntPtr(_self), null);
        }

        _epochCallback = callback;
    }

    [UnmanagedCallersOnly]
    private static wasmtime_error_t* OnEpochDeadline(wasmtime_context_t* context, nint data, ulong* delta, byte* kind)
    {
        var store = GCHandle<Store>.FromIntPtr(data).Target;
        try
        {
            var decision = store._epochCallback!();
            if (decision.Ticks != 0)
            {
                *delta = Math.Min(decision.Ticks, MaxTicks);
                *kind = WASMTIME_UPDATE_DEADLINE_CONTINUE;
                return null;
            }
        }
#pragma warning disable CA1031 // No managed exception may cross into native code, whatever its type.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            store.SetPending(exception);
        }

        // SAFETY: the literal is static data, which never moves.
        store._interrupted = true;
        fixed (byte* message = "interrupt\0"u8)
        {
            return wasmtime_error_new(message);
        }
    }
}
