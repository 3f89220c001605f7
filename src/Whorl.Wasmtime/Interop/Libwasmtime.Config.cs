using System.Runtime.InteropServices;

namespace Whorl.Wasmtime.Interop;

// wasmtime/config.h
internal static unsafe partial class Libwasmtime
{
    public const byte WASMTIME_OPT_LEVEL_NONE = 0;
    public const byte WASMTIME_OPT_LEVEL_SPEED = 1;
    public const byte WASMTIME_OPT_LEVEL_SPEED_AND_SIZE = 2;

    [LibraryImport(Name)]
    public static partial void wasmtime_config_consume_fuel_set(wasm_config_t* config, c_bool value);

    [LibraryImport(Name)]
    public static partial void wasmtime_config_epoch_interruption_set(wasm_config_t* config, c_bool value);

    [LibraryImport(Name)]
    public static partial void wasmtime_config_max_wasm_stack_set(wasm_config_t* config, nuint value);

    [LibraryImport(Name)]
    public static partial void wasmtime_config_wasm_threads_set(wasm_config_t* config, c_bool value);

    [LibraryImport(Name)]
    public static partial void wasmtime_config_wasm_memory64_set(wasm_config_t* config, c_bool value);

    [LibraryImport(Name)]
    public static partial void wasmtime_config_parallel_compilation_set(wasm_config_t* config, c_bool value);

    [LibraryImport(Name)]
    public static partial void wasmtime_config_cranelift_nan_canonicalization_set(wasm_config_t* config, c_bool value);

    [LibraryImport(Name)]
    public static partial void wasmtime_config_cranelift_opt_level_set(wasm_config_t* config, byte value);

    [LibraryImport(Name)]
    public static partial void wasmtime_config_memory_reservation_set(wasm_config_t* config, ulong value);

    [LibraryImport(Name)]
    public static partial void wasmtime_config_memory_guard_size_set(wasm_config_t* config, ulong value);

    [LibraryImport(Name)]
    public static partial void wasmtime_config_memory_reservation_for_growth_set(wasm_config_t* config, ulong value);

    [LibraryImport(Name)]
    public static partial void wasmtime_config_concurrency_support_set(wasm_config_t* config, c_bool value);

    [LibraryImport(Name)]
    public static partial void wasmtime_config_wasm_component_model_async_set(wasm_config_t* config, c_bool value);

    [LibraryImport(Name)]
    public static partial void wasmtime_config_wasm_component_model_async_stackful_set(wasm_config_t* config, c_bool value);

    [LibraryImport(Name)]
    public static partial void wasmtime_config_wasm_component_model_more_async_builtins_set(wasm_config_t* config, c_bool value);

    [LibraryImport(Name)]
    public static partial void wasmtime_config_wasm_component_model_map_set(wasm_config_t* config, c_bool value);

    [LibraryImport(Name)]
    public static partial void wasmtime_config_wasm_component_model_implements_set(wasm_config_t* config, c_bool value);

    [LibraryImport(Name)]
    public static partial void wasmtime_config_wasm_component_model_canonical_names_set(wasm_config_t* config, c_bool value);

    [LibraryImport(Name)]
    public static partial wasmtime_pooling_allocation_config_t* wasmtime_pooling_allocation_config_new();

    [LibraryImport(Name)]
    public static partial void wasmtime_pooling_allocation_config_delete(wasmtime_pooling_allocation_config_t* pool);

    [LibraryImport(Name)]
    public static partial void wasmtime_pooling_allocation_config_max_unused_warm_slots_set(wasmtime_pooling_allocation_config_t* pool, uint value);

    [LibraryImport(Name)]
    public static partial void wasmtime_pooling_allocation_config_decommit_batch_size_set(wasmtime_pooling_allocation_config_t* pool, nuint value);

    [LibraryImport(Name)]
    public static partial void wasmtime_pooling_allocation_config_linear_memory_keep_resident_set(wasmtime_pooling_allocation_config_t* pool, nuint value);

    [LibraryImport(Name)]
    public static partial void wasmtime_pooling_allocation_config_table_keep_resident_set(wasmtime_pooling_allocation_config_t* pool, nuint value);

    [LibraryImport(Name)]
    public static partial void wasmtime_pooling_allocation_config_total_core_instances_set(wasmtime_pooling_allocation_config_t* pool, uint value);

    [LibraryImport(Name)]
    public static partial void wasmtime_pooling_allocation_config_max_core_instance_size_set(wasmtime_pooling_allocation_config_t* pool, nuint value);

    [LibraryImport(Name)]
    public static partial void wasmtime_pooling_allocation_config_total_memories_set(wasmtime_pooling_allocation_config_t* pool, uint value);

    [LibraryImport(Name)]
    public static partial void wasmtime_pooling_allocation_config_max_memories_per_module_set(wasmtime_pooling_allocation_config_t* pool, uint value);

    [LibraryImport(Name)]
    public static partial void wasmtime_pooling_allocation_config_max_memory_size_set(wasmtime_pooling_allocation_config_t* pool, nuint value);

    [LibraryImport(Name)]
    public static partial void wasmtime_pooling_allocation_config_total_tables_set(wasmtime_pooling_allocation_config_t* pool, uint value);

    [LibraryImport(Name)]
    public static partial void wasmtime_pooling_allocation_config_max_tables_per_module_set(wasmtime_pooling_allocation_config_t* pool, uint value);

    [LibraryImport(Name)]
    public static partial void wasmtime_pooling_allocation_config_table_elements_set(wasmtime_pooling_allocation_config_t* pool, nuint value);

    [LibraryImport(Name)]
    public static partial void wasmtime_pooling_allocation_config_total_gc_heaps_set(wasmtime_pooling_allocation_config_t* pool, uint value);

    [LibraryImport(Name)]
    public static partial void wasmtime_pooling_allocation_config_total_stacks_set(wasmtime_pooling_allocation_config_t* pool, uint value);

    [LibraryImport(Name)]
    public static partial void wasmtime_pooling_allocation_strategy_set(wasm_config_t* config, wasmtime_pooling_allocation_config_t* pool);

    public struct wasmtime_pooling_allocation_config_t;
}
