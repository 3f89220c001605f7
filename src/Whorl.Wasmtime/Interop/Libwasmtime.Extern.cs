using System.Runtime.InteropServices;

namespace Whorl.Wasmtime.Interop;

// wasmtime/extern.h
internal static unsafe partial class Libwasmtime
{
    public const byte WASMTIME_EXTERN_FUNC = 0;
    public const byte WASMTIME_EXTERN_GLOBAL = 1;
    public const byte WASMTIME_EXTERN_TABLE = 2;
    public const byte WASMTIME_EXTERN_MEMORY = 3;
    public const byte WASMTIME_EXTERN_SHAREDMEMORY = 4;
    public const byte WASMTIME_EXTERN_TAG = 5;

    [StructLayout(LayoutKind.Sequential)]
    public struct wasmtime_func_t
    {
        public ulong store_id;
        public void* __private;
    }

    [StructLayout(LayoutKind.Explicit, Size = 24)]
    public struct wasmtime_table_t
    {
        [FieldOffset(0)]
        public ulong store_id;

        [FieldOffset(8)]
        public uint __private1;

        [FieldOffset(16)]
        public uint __private2;
    }

    [StructLayout(LayoutKind.Explicit, Size = 24)]
    public struct wasmtime_memory_t
    {
        [FieldOffset(0)]
        public ulong store_id;

        [FieldOffset(8)]
        public uint __private1;

        [FieldOffset(16)]
        public uint __private2;
    }

    [StructLayout(LayoutKind.Explicit, Size = 24)]
    public struct wasmtime_global_t
    {
        [FieldOffset(0)]
        public ulong store_id;

        [FieldOffset(8)]
        public uint __private1;

        [FieldOffset(12)]
        public uint __private2;

        [FieldOffset(16)]
        public uint __private3;
    }

    [StructLayout(LayoutKind.Explicit, Size = 32)]
    public struct wasmtime_extern_t
    {
        [FieldOffset(0)]
        public byte kind;

        [FieldOffset(8)]
        public wasmtime_func_t func;

        [FieldOffset(8)]
        public wasmtime_global_t global;

        [FieldOffset(8)]
        public wasmtime_table_t table;

        [FieldOffset(8)]
        public wasmtime_memory_t memory;
    }
}
