using static Whorl.Wasmtime.Interop.Libwasmtime;

namespace Whorl.Wasmtime;

/// <summary>A function in a store: a guest's or the host's. Valid as long as its store.</summary>
public readonly unsafe struct Func
{
    private readonly wasmtime_func_t _func;

    internal Func(wasmtime_func_t func) => _func = func;

    internal wasmtime_func_t Native => _func;

    /// <summary>Makes a host function for one store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="type">Its type.</param>
    /// <param name="callback">
    /// Called with <paramref name="env"/>, the caller (see <see cref="Store.StateOf"/>), the values (arguments in, results out) and
    /// their count, which is the type's <see cref="FuncType.SlotCount"/>. It returns zero or a trap from <see cref="HostTrap"/>, and
    /// lets no exception out.
    /// </param>
    /// <param name="env">Passed to the callback as it is; what it stands for must outlive the store.</param>
    public static Func Create(
        Store store, FuncType type, delegate* unmanaged<nint, nint, ValRaw*, nuint, nint> callback, nint env)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(type);
        ObjectDisposedException.ThrowIf(store.ContextPointer == null, store);
        var native = TypeReader.Create(type);
        wasmtime_func_t func;
        wasmtime_func_new_unchecked(store.ContextPointer, native, callback, env, null, &func);
        wasm_functype_delete(native);
        store.Learn(func.store_id);
        return new Func(func);
    }

    /// <summary>The function's type.</summary>
    /// <param name="store">The function's store.</param>
    public FuncType Type(Store store)
    {
        ArgumentNullException.ThrowIfNull(store);
        store.Check(_func.store_id);
        var func = _func;
        var native = wasmtime_func_type(store.ContextPointer, &func);
        var type = TypeReader.Read(native);
        wasm_functype_delete(native);
        return type;
    }

    /// <summary>
    /// Calls the function. The values are not checked against its type, and none is allocated: the caller knows the type, from
    /// <see cref="Module.Exports"/> or <see cref="Type"/>.
    /// </summary>
    /// <param name="store">The function's store.</param>
    /// <param name="argsAndResults">The arguments, replaced by the results: as long as the type's <see cref="FuncType.SlotCount"/>.</param>
    /// <exception cref="TrapException">The guest trapped. An exception of a host function that it called comes as it was thrown.</exception>
    public void Call(Store store, Span<ValRaw> argsAndResults)
    {
        wasm_trap_t* trap;
        var error = Run(store, argsAndResults, &trap);
        if (error != null || trap != null)
        {
            store.ThrowFromCall(error, trap);
        }
    }

    /// <summary>
    /// Calls the function on behalf of a guest that is running further out. A failure stays with the store: the host function that
    /// made this call returns <see cref="HostTrap.Pending"/>, and the outermost caller gets the exception. However deep guests
    /// call each other, there is one exception, thrown once.
    /// </summary>
    /// <param name="store">The function's store.</param>
    /// <param name="argsAndResults">The arguments, replaced by the results: as long as the type's <see cref="FuncType.SlotCount"/>.</param>
    /// <returns>False when the guest trapped, or a host function that it called threw.</returns>
    public bool TryCall(Store store, Span<ValRaw> argsAndResults)
    {
        wasm_trap_t* trap;
        var error = Run(store, argsAndResults, &trap);
        if (error == null && trap == null)
        {
            return true;
        }

        store.KeepFromCall(error, trap);
        return false;
    }

    private wasmtime_error_t* Run(Store store, Span<ValRaw> argsAndResults, wasm_trap_t** trap)
    {
        ArgumentNullException.ThrowIfNull(store);
        store.Check(_func.store_id);
        var func = _func;
        *trap = null;
        wasmtime_error_t* error;
        store.Enter();

        // SAFETY: the values are pinned for the call, and the function is a copy on this stack.
        fixed (ValRaw* values = argsAndResults)
        {
            error = wasmtime_func_call_unchecked(store.ContextPointer, &func, values, (nuint)argsAndResults.Length, trap);
        }

        store.Exit();
        return error;
    }
}
