using System.Runtime.InteropServices;

namespace Whorl.Wasmtime.Interop;

// wasm.h
internal static unsafe partial class Libwasmtime
{
    public const byte WASM_I32 = 0;
    public const byte WASM_I64 = 1;
    public const byte WASM_F32 = 2;
    public const byte WASM_F64 = 3;
    public const byte WASM_EXTERNREF = 128;
    public const byte WASM_FUNCREF = 129;

    public const byte WASM_EXTERN_FUNC = 0;
    public const byte WASM_EXTERN_GLOBAL = 1;
    public const byte WASM_EXTERN_TABLE = 2;
    public const byte WASM_EXTERN_MEMORY = 3;
    public const byte WASM_EXTERN_TAG = 4;

    public const byte WASM_CONST = 0;
    public const byte WASM_VAR = 1;

    public const uint wasm_limits_max_default = 0xffffffff;

    [LibraryImport(Name)]
    public static partial void wasm_byte_vec_delete(wasm_byte_vec_t* vec);

    [LibraryImport(Name)]
    public static partial wasm_config_t* wasm_config_new();

    [LibraryImport(Name)]
    public static partial wasm_engine_t* wasm_engine_new_with_config(wasm_config_t* config);

    [LibraryImport(Name)]
    public static partial void wasm_engine_delete(wasm_engine_t* engine);

    [LibraryImport(Name)]
    public static partial wasm_valtype_t* wasm_valtype_new(byte kind);

    [LibraryImport(Name)]
    public static partial void wasm_valtype_vec_new(wasm_valtype_vec_t* vec, nuint size, wasm_valtype_t** data);

    [LibraryImport(Name)]
    public static partial wasm_functype_t* wasm_functype_new(wasm_valtype_vec_t* parameters, wasm_valtype_vec_t* results);

    [LibraryImport(Name)]
    public static partial void wasm_functype_delete(wasm_functype_t* type);

    [LibraryImport(Name)]
    public static partial wasm_valtype_vec_t* wasm_functype_params(wasm_functype_t* type);

    [LibraryImport(Name)]
    public static partial wasm_valtype_vec_t* wasm_functype_results(wasm_functype_t* type);

    [LibraryImport(Name)]
    public static partial wasm_valtype_t* wasm_globaltype_content(wasm_globaltype_t* type);

    [LibraryImport(Name)]
    public static partial byte wasm_globaltype_mutability(wasm_globaltype_t* type);

    [LibraryImport(Name)]
    public static partial wasm_valtype_t* wasm_tabletype_element(wasm_tabletype_t* type);

    [LibraryImport(Name)]
    public static partial wasm_limits_t* wasm_tabletype_limits(wasm_tabletype_t* type);

    [LibraryImport(Name)]
    public static partial wasm_functype_t* wasm_tagtype_functype(wasm_tagtype_t* type);

    [LibraryImport(Name)]
    public static partial byte wasm_externtype_kind(wasm_externtype_t* type);

    [LibraryImport(Name)]
    public static partial wasm_functype_t* wasm_externtype_as_functype_const(wasm_externtype_t* type);

    [LibraryImport(Name)]
    public static partial wasm_globaltype_t* wasm_externtype_as_globaltype_const(wasm_externtype_t* type);

    [LibraryImport(Name)]
    public static partial wasm_tabletype_t* wasm_externtype_as_tabletype_const(wasm_externtype_t* type);

    [LibraryImport(Name)]
    public static partial wasm_memorytype_t* wasm_externtype_as_memorytype_const(wasm_externtype_t* type);

    [LibraryImport(Name)]
    public static partial wasm_tagtype_t* wasm_externtype_as_tagtype_const(wasm_externtype_t* type);

    [LibraryImport(Name)]
    public static partial void wasm_importtype_vec_delete(wasm_importtype_vec_t* vec);

    [LibraryImport(Name)]
    public static partial wasm_byte_vec_t* wasm_importtype_module(wasm_importtype_t* type);

    [LibraryImport(Name)]
    public static partial wasm_byte_vec_t* wasm_importtype_name(wasm_importtype_t* type);

    [LibraryImport(Name)]
    public static partial wasm_externtype_t* wasm_importtype_type(wasm_importtype_t* type);

    [LibraryImport(Name)]
    public static partial void wasm_exporttype_vec_delete(wasm_exporttype_vec_t* vec);

    [LibraryImport(Name)]
    public static partial wasm_byte_vec_t* wasm_exporttype_name(wasm_exporttype_t* type);

    [LibraryImport(Name)]
    public static partial wasm_externtype_t* wasm_exporttype_type(wasm_exporttype_t* type);

    [LibraryImport(Name)]
    public static partial void wasm_trap_delete(wasm_trap_t* trap);

    [LibraryImport(Name)]
    public static partial void wasm_trap_trace(wasm_trap_t* trap, wasm_frame_vec_t* frames);

    [LibraryImport(Name)]
    public static partial void wasm_frame_vec_delete(wasm_frame_vec_t* frames);

    [LibraryImport(Name)]
    public static partial uint wasm_frame_func_index(wasm_frame_t* frame);

    [LibraryImport(Name)]
    public static partial nuint wasm_frame_func_offset(wasm_frame_t* frame);

    [LibraryImport(Name)]
    public static partial nuint wasm_frame_module_offset(wasm_frame_t* frame);

    /// <summary><c>wasm_byte_vec_t</c> and <c>wasm_name_t</c>: owned bytes, released by <see cref="wasm_byte_vec_delete"/>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct wasm_byte_vec_t
    {
        public nuint size;
        public byte* data;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct wasm_valtype_vec_t
    {
        public nuint size;
        public wasm_valtype_t** data;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct wasm_importtype_vec_t
    {
        public nuint size;
        public wasm_importtype_t** data;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct wasm_exporttype_vec_t
    {
        public nuint size;
        public wasm_exporttype_t** data;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct wasm_frame_vec_t
    {
        public nuint size;
        public wasm_frame_t** data;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct wasm_limits_t
    {
        public uint min;
        public uint max;
    }

    public struct wasm_config_t;

    public struct wasm_engine_t;

    public struct wasm_valtype_t;

    public struct wasm_functype_t;

    public struct wasm_globaltype_t;

    public struct wasm_tabletype_t;

    public struct wasm_memorytype_t;

    public struct wasm_tagtype_t;

    public struct wasm_externtype_t;

    public struct wasm_importtype_t;

    public struct wasm_exporttype_t;

    public struct wasm_trap_t;

    public struct wasm_frame_t;
}
