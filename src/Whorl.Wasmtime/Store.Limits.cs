using System.Runtime.InteropServices;
using static Whorl.Wasmtime.Interop.Libwasmtime;

namespace Whorl.Wasmtime;

/// <content>What a guest may use up: memory, tables, time, fuel.</content>
public sealed unsafe partial class Store
{
    private Func<EpochDecision>? _epochCallback;

    /// <summary>Fuel left. Only on an engine with <see cref="EngineOptions.ConsumeFuel"/>.</summary>
    public ulong Fuel
    {
        get
        {
            ulong fuel;
            ObjectDisposedException.ThrowIf(_store == null, this);
            EngineError.ThrowIf(wasmtime_context_get_fuel(ContextPointer, &fuel), "Fuel could not be read");
            return fuel;
        }

        set
        {
            ObjectDisposedException.ThrowIf(_store == null, this);
            EngineError.ThrowIf(wasmtime_context_set_fuel(ContextPointer, value), "Fuel could not be set");
        }
    }

    /// <summary>Bounds what the store may hold. A negative number leaves that bound as the engine has it.</summary>
    /// <param name="memoryBytes">Bytes of each linear memory.</param>
    /// <param name="tableElements">Elements of each table.</param>
    /// <param name="instances">Core instances.</param>
    /// <param name="tables">Tables.</param>
    /// <param name="memories">Linear memories.</param>
    public void SetLimits(long memoryBytes, long tableElements, long instances, long tables, long memories)
    {
        ObjectDisposedException.ThrowIf(_store == null, this);
        wasmtime_store_limiter(_store, memoryBytes, tableElements, instances, tables, memories);
    }

    /// <summary>Sets the deadline at which a guest is interrupted.</summary>
    /// <param name="ticksFromNow">Ticks of the engine's epoch from now.</param>
    public void SetEpochDeadline(ulong ticksFromNow)
    {
        ObjectDisposedException.ThrowIf(_store == null, this);
        wasmtime_context_set_epoch_deadline(ContextPointer, ticksFromNow);
    }

    /// <summary>Asks, each time the deadline passes, what is to become of the guest. Without this the guest traps.</summary>
    /// <param name="callback">Called on the guest's thread. An exception from it reaches the caller of the guest.</param>
    public void SetEpochCallback(Func<EpochDecision> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        ObjectDisposedException.ThrowIf(_store == null, this);
        _epochCallback = callback;
        wasmtime_store_epoch_deadline_callback(_store, &OnEpochDeadline, GCHandle<Store>.ToIntPtr(_self), null);
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
                *delta = decision.Ticks;
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

        fixed (byte* message = "interrupt\0"u8)
        {
            return wasmtime_error_new(message);
        }
    }
}
