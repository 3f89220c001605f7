using System.Runtime.InteropServices;

namespace Whorl.Wasmtime.Interop;

// wasmtime/val.h
internal static unsafe partial class Libwasmtime
{
    public const byte WASMTIME_I32 = 0;
    public const byte WASMTIME_I64 = 1;
    public const byte WASMTIME_F32 = 2;
    public const byte WASMTIME_F64 = 3;
    public const byte WASMTIME_V128 = 4;
    public const byte WASMTIME_FUNCREF = 5;

    [LibraryImport(Name)]
    public static partial void wasmtime_val_unroot(wasmtime_val_t* value);

    [StructLayout(LayoutKind.Explicit, Size = 32)]
    public struct wasmtime_val_t
    {
        [FieldOffset(0)]
        public byte kind;

        [FieldOffset(8)]
        public ValRaw number;

        [FieldOffset(8)]
        public wasmtime_func_t funcref;
    }
}
