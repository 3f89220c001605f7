using System.Runtime.InteropServices;
using static Whorl.Wasmtime.Interop.Libwasmtime;

namespace Whorl.Wasmtime.Interop;

/// <summary>
/// An engine object that several threads may use: the count of calls in flight keeps it alive until the last one returns.
/// Disposal is explicit. There is no finalizer, so that nothing runs in the engine from the finalizer thread.
/// </summary>
internal abstract unsafe class NativeHandle : SafeHandle
{
    protected NativeHandle(void* pointer)
        : base(0, ownsHandle: true)
    {
#pragma warning disable CA1816 // The finalizer is what this type does without.
        GC.SuppressFinalize(this);
#pragma warning restore CA1816
        SetHandle((nint)pointer);
    }

    public override bool IsInvalid => handle == 0;

    protected void* Pointer => (void*)handle;
}

internal sealed unsafe class EngineHandle(wasm_engine_t* engine) : NativeHandle(engine)
{
    protected override bool ReleaseHandle()
    {
        wasm_engine_delete((wasm_engine_t*)Pointer);
        return true;
    }
}

internal sealed unsafe class CoreModuleHandle(wasmtime_module_t* module) : NativeHandle(module)
{
    protected override bool ReleaseHandle()
    {
        wasmtime_module_delete((wasmtime_module_t*)Pointer);
        return true;
    }
}

internal sealed unsafe class LinkerHandle(wasmtime_linker_t* linker) : NativeHandle(linker)
{
    protected override bool ReleaseHandle()
    {
        wasmtime_linker_delete((wasmtime_linker_t*)Pointer);
        return true;
    }
}

internal sealed unsafe class InstancePreHandle(wasmtime_instance_pre_t* pre) : NativeHandle(pre)
{
    protected override bool ReleaseHandle()
    {
        wasmtime_instance_pre_delete((wasmtime_instance_pre_t*)Pointer);
        return true;
    }
}
