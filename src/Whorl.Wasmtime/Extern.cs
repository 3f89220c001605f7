using System.Runtime.CompilerServices;
using static Whorl.Wasmtime.Interop.Libwasmtime;

namespace Whorl.Wasmtime;

/// <summary>Something in a store that an instance exports or is given: a tagged union, valid as long as its store.</summary>
public readonly struct Extern
{
    private readonly wasmtime_extern_t _item;

    internal Extern(wasmtime_extern_t item) => _item = item;

    /// <summary>What it is.</summary>
    public ExternKind Kind => (ExternKind)_item.kind;

    /// <summary>The function.</summary>
    /// <exception cref="InvalidOperationException">It is not a function.</exception>
    public Func Func => Kind == ExternKind.Func ? new Func(_item.func) : throw NotA();

    /// <summary>The global.</summary>
    /// <exception cref="InvalidOperationException">It is not a global.</exception>
    public Global Global => Kind == ExternKind.Global ? new Global(_item.global) : throw NotA();

    /// <summary>The table.</summary>
    /// <exception cref="InvalidOperationException">It is not a table.</exception>
    public Table Table => Kind == ExternKind.Table ? new Table(_item.table) : throw NotA();

    /// <summary>The linear memory.</summary>
    /// <exception cref="InvalidOperationException">It is not a linear memory.</exception>
    public Memory Memory => Kind == ExternKind.Memory ? new Memory(_item.memory) : throw NotA();

    /// <summary>A function as an item.</summary>
    public static implicit operator Extern(Func func) => From(func);

    /// <summary>A global as an item.</summary>
    public static implicit operator Extern(Global global) => From(global);

    /// <summary>A table as an item.</summary>
    public static implicit operator Extern(Table table) => From(table);

    /// <summary>A linear memory as an item.</summary>
    public static implicit operator Extern(Memory memory) => From(memory);

    /// <summary>A function as an item.</summary>
    public static Extern From(Func func) => new(new wasmtime_extern_t { kind = WASMTIME_EXTERN_FUNC, func = func.Native });

    /// <summary>A global as an item.</summary>
    public static Extern From(Global global) => new(new wasmtime_extern_t { kind = WASMTIME_EXTERN_GLOBAL, global = global.Native });

    /// <summary>A table as an item.</summary>
    public static Extern From(Table table) => new(new wasmtime_extern_t { kind = WASMTIME_EXTERN_TABLE, table = table.Native });

    /// <summary>A linear memory as an item.</summary>
    public static Extern From(Memory memory) => new(new wasmtime_extern_t { kind = WASMTIME_EXTERN_MEMORY, memory = memory.Native });

    private InvalidOperationException NotA([CallerMemberName] string wanted = "") =>
        new($"The item is a {Kind}, not a {wanted}. Check its Kind first.");
}
