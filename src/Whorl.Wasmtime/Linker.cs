using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Whorl.Wasmtime.Interop;
using static Whorl.Wasmtime.Interop.Libwasmtime;

namespace Whorl.Wasmtime;

/// <summary>Host functions by name, for modules to be linked against.</summary>
public sealed unsafe class Linker : IDisposable
{
    private readonly LinkerHandle _handle;
    private readonly Engine _engine;

    /// <summary>Creates an empty linker.</summary>
    /// <param name="engine">The engine.</param>
    public Linker(Engine engine)
    {
        ArgumentNullException.ThrowIfNull(engine);
        _engine = engine;
        _handle = new LinkerHandle(wasmtime_linker_new(engine.Handle));
    }

    /// <summary>Defines a host function.</summary>
    /// <param name="module">The first part of the name that modules import it by.</param>
    /// <param name="name">The second part of the name.</param>
    /// <param name="type">Its type.</param>
    /// <param name="callback">As for <see cref="Func.Create"/>.</param>
    /// <param name="env">Passed to the callback as it is; it must outlive everything made with this linker.</param>
    /// <exception cref="WasmException">The name is defined already.</exception>
    public void DefineFunction(
        string module, string name, FuncType type, delegate* unmanaged<nint, nint, ValRaw*, nuint, nint> callback, nint env)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(type);
        var moduleUtf8 = Encoding.UTF8.GetBytes(module);
        var nameUtf8 = Encoding.UTF8.GetBytes(name);
        var native = TypeReader.Create(type);
        wasmtime_error_t* error;

        // SAFETY: the names are pinned for the call, which copies them, as it does the type.
        fixed (byte* m = moduleUtf8, n = nameUtf8)
        {
            error = wasmtime_linker_define_func_unchecked(
                _handle, m, (nuint)moduleUtf8.Length, n, (nuint)nameUtf8.Length, native, callback, env, null);
        }

        wasm_functype_delete(native);
        EngineError.ThrowIf(error, $"The function {module}/{name} could not be defined");
    }

    /// <summary>A defined function, for use in one store. Far cheaper than making it anew with <see cref="Func.Create"/>.</summary>
    /// <param name="store">The store, of the same engine.</param>
    /// <param name="module">The first part of its name, in UTF-8.</param>
    /// <param name="name">The second part of its name, in UTF-8.</param>
    /// <returns>The function; null if the name is not defined.</returns>
    /// <exception cref="ArgumentException">The store is another engine's.</exception>
    public Func? Get(Store store, ReadOnlySpan<byte> module, ReadOnlySpan<byte> name)
    {
        ArgumentNullException.ThrowIfNull(store);
        ObjectDisposedException.ThrowIf(store.ContextPointer == null, store);
        if (store.Engine != _engine)
        {
            // The engine would end the process.
            throw new ArgumentException("The store was made by another engine than the linker's. Make it by the same one.", nameof(store));
        }

        wasmtime_extern_t item;

        // SAFETY: the names are pinned for the call.
        fixed (byte* m = &MemoryMarshal.GetReference(module), n = &MemoryMarshal.GetReference(name))
        {
            if (!wasmtime_linker_get(_handle, store.ContextPointer, m, (nuint)module.Length, n, (nuint)name.Length, &item))
            {
                return null;
            }
        }

        // Only functions are ever defined here.
        Debug.Assert(item.kind == WASMTIME_EXTERN_FUNC);
        store.Learn(item.func.store_id);
        return new Func(item.func);
    }

    /// <summary>Resolves a module's imports once, for many instances.</summary>
    /// <param name="module">The module.</param>
    /// <exception cref="WasmException">An import is not defined or has another type.</exception>
    /// <exception cref="ArgumentException">The module is another engine's.</exception>
    public InstancePre InstantiatePre(Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        if (module.Engine != _engine)
        {
            // The engine would end the process.
            throw new ArgumentException("The module was compiled by another engine than the linker's. Compile it by the same one.", nameof(module));
        }

        wasmtime_instance_pre_t* pre;
        EngineError.ThrowIf(wasmtime_linker_instantiate_pre(_handle, module.Handle, &pre), "The module could not be linked");
        return new InstancePre(new InstancePreHandle(pre));
    }

    /// <summary>Releases the linker; what was made from it stays usable.</summary>
    public void Dispose() => _handle.Dispose();
}
