namespace Whorl.Wasmtime;

/// <summary>The kind of a thing in a store.</summary>
public enum ExternKind : byte
{
    /// <summary>A function.</summary>
    Func = 0,

    /// <summary>A global.</summary>
    Global = 1,

    /// <summary>A table.</summary>
    Table = 2,

    /// <summary>A linear memory.</summary>
    Memory = 3,

    /// <summary>A linear memory that several threads of a guest share.</summary>
    SharedMemory = 4,

    /// <summary>An exception tag.</summary>
    Tag = 5,
}
