namespace Whorl.Wit.Model;

/// <summary>The types that are one word.</summary>
public enum WitPrimitive
{
    /// <summary>True or false.</summary>
    Bool,

    /// <summary>Unsigned 8-bit integer.</summary>
    U8,

    /// <summary>Signed 8-bit integer.</summary>
    S8,

    /// <summary>Unsigned 16-bit integer.</summary>
    U16,

    /// <summary>Signed 16-bit integer.</summary>
    S16,

    /// <summary>Unsigned 32-bit integer.</summary>
    U32,

    /// <summary>Signed 32-bit integer.</summary>
    S32,

    /// <summary>Unsigned 64-bit integer.</summary>
    U64,

    /// <summary>Signed 64-bit integer.</summary>
    S64,

    /// <summary>Single-precision number.</summary>
    F32,

    /// <summary>Double-precision number.</summary>
    F64,

    /// <summary>A Unicode scalar value.</summary>
    Char,

    /// <summary>A sequence of Unicode scalar values.</summary>
    String,

    /// <summary>A handle to an error's debug message.</summary>
    ErrorContext,
}
