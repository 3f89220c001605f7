namespace Whorl.Wasmtime;

/// <summary>The kinds of core values, numbered as in <c>wasmtime/val.h</c>.</summary>
public enum ValKind : byte
{
    I32,
    I64,
    F32,
    F64,
    V128,
    FuncRef,
    ExternRef,
    AnyRef,
    ExnRef,
}
