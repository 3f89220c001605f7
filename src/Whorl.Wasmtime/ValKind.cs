namespace Whorl.Wasmtime;

/// <summary>The kind of a core WebAssembly value, numbered as in <c>wasmtime/val.h</c>.</summary>
public enum ValKind : byte
{
    /// <summary>A 32-bit integer.</summary>
    I32 = 0,

    /// <summary>A 64-bit integer.</summary>
    I64 = 1,

    /// <summary>A 32-bit float.</summary>
    F32 = 2,

    /// <summary>A 64-bit float.</summary>
    F64 = 3,

    /// <summary>A 128-bit vector.</summary>
    V128 = 4,

    /// <summary>A nullable reference to any function (<c>funcref</c>).</summary>
    FuncRef = 5,

    /// <summary>A nullable reference to any host value (<c>externref</c>).</summary>
    ExternRef = 6,

    /// <summary>A nullable reference to any managed object of the guest (<c>anyref</c>).</summary>
    AnyRef = 7,

    /// <summary>A nullable reference to an exception (<c>exnref</c>).</summary>
    ExnRef = 8,

    /// <summary>Any other reference type. It can be seen in a module's types, but no value of it passes through this library.</summary>
    OtherRef = byte.MaxValue,
}
