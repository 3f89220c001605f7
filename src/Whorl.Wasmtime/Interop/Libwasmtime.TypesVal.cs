using System.Runtime.InteropServices;

namespace Whorl.Wasmtime.Interop;

// wasmtime/types/val.h
internal static unsafe partial class Libwasmtime
{
    public const byte WASMTIME_VALTYPE_KIND_V128 = 4;

    public const byte WASMTIME_HEAPTYPE_KIND_EXTERN = 0;
    public const byte WASMTIME_HEAPTYPE_KIND_FUNC = 2;
    public const byte WASMTIME_HEAPTYPE_KIND_ANY = 5;
    public const byte WASMTIME_HEAPTYPE_KIND_EXN = 13;

    [LibraryImport(Name)]
    public static partial wasm_valtype_t* wasmtime_wasm_valtype_v128();

    [LibraryImport(Name)]
    public static partial void wasmtime_valtype_new(wasm_valtype_t* type, wasmtime_valtype_t* result);

    [LibraryImport(Name)]
    public static partial void wasmtime_valtype_delete(wasmtime_valtype_t* type);

    [StructLayout(LayoutKind.Sequential)]
    public struct wasmtime_heaptype_t
    {
        public byte kind;
        public void* of;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct wasmtime_reftype_t
    {
        public byte nullable;
        public wasmtime_heaptype_t heaptype;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct wasmtime_valtype_t
    {
        public byte kind;
        public wasmtime_reftype_t reftype;
    }
}
