using System.Collections.Immutable;
using static Whorl.Wasmtime.Interop.Libwasmtime;

namespace Whorl.Wasmtime;

/// <summary>Reads the engine's type objects, which stay the engine's, and makes the few that it has to be given.</summary>
internal static unsafe class TypeReader
{
    public static ExternType Read(wasm_externtype_t* type) => wasm_externtype_kind(type) switch
    {
        WASM_EXTERN_FUNC => Read(wasm_externtype_as_functype_const(type)),
        WASM_EXTERN_GLOBAL => Read(wasm_externtype_as_globaltype_const(type)),
        WASM_EXTERN_TABLE => Read(wasm_externtype_as_tabletype_const(type)),
        WASM_EXTERN_MEMORY => Read(wasm_externtype_as_memorytype_const(type)),
        WASM_EXTERN_TAG => new TagType(Read(wasm_tagtype_functype(wasm_externtype_as_tagtype_const(type)))),
        var kind => throw new WasmException($"The engine reported an import or export of the unknown kind {kind}. Its version is not the one this library was made for."),
    };

    public static FuncType Read(wasm_functype_t* type) => new(Read(wasm_functype_params(type)), Read(wasm_functype_results(type)));

    /// <summary>Makes the engine's form of a type; the caller deletes it with <c>wasm_functype_delete</c>.</summary>
    public static wasm_functype_t* Create(FuncType type)
    {
        wasm_valtype_vec_t parameters;
        wasm_valtype_vec_t results;
        Create(type.Parameters, &parameters);
        Create(type.Results, &results);

        // SAFETY: the new type takes both vectors over.
        return wasm_functype_new(&parameters, &results);
    }

    private static void Create(ImmutableArray<ValKind> kinds, wasm_valtype_vec_t* vec)
    {
        foreach (var kind in kinds)
        {
            if (kind > ValKind.ExternRef)
            {
                throw new ArgumentException($"A host function cannot have a parameter or result of kind {kind}. Use numbers, vectors, funcref or externref.", nameof(kinds));
            }
        }

        // SAFETY: the vector takes the value types over; the array of pointers to them is copied.
        var types = new nint[kinds.Length];
        fixed (nint* data = types)
        {
            for (var i = 0; i < kinds.Length; i++)
            {
                types[i] = (nint)(kinds[i] switch
                {
                    ValKind.V128 => wasmtime_wasm_valtype_v128(),
                    ValKind.FuncRef => wasm_valtype_new(WASM_FUNCREF),
                    ValKind.ExternRef => wasm_valtype_new(WASM_EXTERNREF),
                    var number => wasm_valtype_new((byte)number),
                });
            }

            wasm_valtype_vec_new(vec, (nuint)kinds.Length, (wasm_valtype_t**)data);
        }
    }

    private static ImmutableArray<ValKind> Read(wasm_valtype_vec_t* vec)
    {
        var kinds = ImmutableArray.CreateBuilder<ValKind>((int)vec->size);
        for (nuint i = 0; i < vec->size; i++)
        {
            kinds.Add(Read(vec->data[i]));
        }

        return kinds.MoveToImmutable();
    }

    // wasm_valtype_kind aborts the process for types newer than wasm.h, so the kind is read by the engine's own view of it.
    private static ValKind Read(wasm_valtype_t* type)
    {
        wasmtime_valtype_t view;
        wasmtime_valtype_new(type, &view);
        var kind = view switch
        {
            { kind: <= WASMTIME_VALTYPE_KIND_V128 } => (ValKind)view.kind,
            { reftype.nullable: 0 } => ValKind.OtherRef,
            { reftype.heaptype.kind: WASMTIME_HEAPTYPE_KIND_FUNC } => ValKind.FuncRef,
            { reftype.heaptype.kind: WASMTIME_HEAPTYPE_KIND_EXTERN } => ValKind.ExternRef,
            { reftype.heaptype.kind: WASMTIME_HEAPTYPE_KIND_ANY } => ValKind.AnyRef,
            { reftype.heaptype.kind: WASMTIME_HEAPTYPE_KIND_EXN } => ValKind.ExnRef,
            _ => ValKind.OtherRef,
        };
        wasmtime_valtype_delete(&view);
        return kind;
    }

    private static GlobalType Read(wasm_globaltype_t* type) =>
        new(Read(wasm_globaltype_content(type)), wasm_globaltype_mutability(type) == WASM_VAR);

    // wasm_tabletype_limits aborts the process for a table of 64-bit size; the engine is configured to refuse those (Engine.Configure).
    private static TableType Read(wasm_tabletype_t* type)
    {
        var limits = wasm_tabletype_limits(type);
        return new TableType(
            Read(wasm_tabletype_element(type)), limits->min, limits->max == wasm_limits_max_default ? null : limits->max);
    }

    private static MemoryType Read(wasm_memorytype_t* type)
    {
        ulong maximum;
        var bounded = wasmtime_memorytype_maximum(type, &maximum);
        return new MemoryType(
            wasmtime_memorytype_minimum(type),
            bounded ? maximum : null,
            wasmtime_memorytype_is64(type),
            wasmtime_memorytype_isshared(type),
            wasmtime_memorytype_page_size_log2(type));
    }
}
