using Whorl.Wasmtime.Interop;
using static Whorl.Wasmtime.Interop.Libwasmtime;

namespace Whorl.Wasmtime;

/// <summary>Says to the native engine what <see cref="EngineOptions"/> say.</summary>
internal static unsafe class EngineConfiguration
{
    // Where address space is scarce, a memory starts with this much and moves when it outgrows it.
    private const ulong ScarceReservationBytes = 16UL << 20;
    private const ulong ScarceGuardBytes = 64UL << 10;

    /// <summary>Why the pool cannot be had; null if it can. The engine would end the process over it, so it is asked first.</summary>
    public static string? WhyNoPool(EngineOptions options)
    {
        var memories = options.Pool.MemoryAddressSpace(options.MemoryReservationBytes, options.MemoryGuardBytes);
        var tables = options.Pool.TableAddressSpace();
        return AddressSpace.CanReserve(memories, tables)
            ? null
            : $"The system gives no {memories + tables:N0} bytes of address space for a pool of {options.Pool.TotalMemories} memories and "
                + $"{options.Pool.TotalTables} tables. Raise the limit on virtual memory (ulimit -v, LimitAS) or make the pool smaller.";
    }

    /// <summary>Makes the configuration; creating an engine takes it over.</summary>
    public static wasm_config_t* Create(EngineOptions options, bool pooling, bool scarce)
    {
        var config = wasm_config_new();
        Compile(config, options);

        // Guests run on ordinary threads only. Managed code must never run on a fiber, so nothing that needs one is turned on.
        wasmtime_config_concurrency_support_set(config, false);

        // A memory that several threads share cannot be pooled, and there is no guest to use it. 64-bit memories and tables are for
        // no component, and the C API ends the process when it is asked for the limits of a table larger than 32 bits.
        wasmtime_config_wasm_threads_set(config, false);
        wasmtime_config_wasm_memory64_set(config, false);

        wasmtime_config_memory_reservation_set(config, scarce ? ScarceReservationBytes : options.MemoryReservationBytes);
        wasmtime_config_memory_guard_size_set(config, scarce ? ScarceGuardBytes : options.MemoryGuardBytes);
        if (scarce)
        {
            wasmtime_config_memory_reservation_for_growth_set(config, ScarceReservationBytes);
        }

        if (pooling)
        {
            Pool(config, options.Pool);
        }

        return config;
    }

    private static void Compile(wasm_config_t* config, EngineOptions options)
    {
        wasmtime_config_epoch_interruption_set(config, options.EpochInterruption);
        wasmtime_config_consume_fuel_set(config, options.ConsumeFuel);
        wasmtime_config_max_wasm_stack_set(config, options.MaxStackBytes);
        wasmtime_config_cranelift_opt_level_set(config, (byte)options.Optimization);
        wasmtime_config_cranelift_nan_canonicalization_set(config, options.CanonicalNaNs);
        wasmtime_config_parallel_compilation_set(config, options.ParallelCompilation);
    }

    private static void Pool(wasm_config_t* config, PoolingOptions options)
    {
        var pool = wasmtime_pooling_allocation_config_new();
        wasmtime_pooling_allocation_config_total_core_instances_set(pool, options.TotalCoreInstances);
        wasmtime_pooling_allocation_config_total_memories_set(pool, options.TotalMemories);
        wasmtime_pooling_allocation_config_total_tables_set(pool, options.TotalTables);
        wasmtime_pooling_allocation_config_total_gc_heaps_set(pool, options.TotalGcHeaps);
        wasmtime_pooling_allocation_config_max_memory_size_set(pool, (nuint)options.MaxMemoryBytes);
        wasmtime_pooling_allocation_config_table_elements_set(pool, options.TableElements);
        wasmtime_pooling_allocation_config_max_core_instance_size_set(pool, options.MaxCoreInstanceBytes);
        wasmtime_pooling_allocation_config_max_memories_per_module_set(pool, options.MaxMemoriesPerModule);
        wasmtime_pooling_allocation_config_max_tables_per_module_set(pool, options.MaxTablesPerModule);
        wasmtime_pooling_allocation_config_linear_memory_keep_resident_set(pool, (nuint)options.MemoryKeepResidentBytes);
        wasmtime_pooling_allocation_config_table_keep_resident_set(pool, (nuint)options.TableKeepResidentBytes);
        wasmtime_pooling_allocation_config_decommit_batch_size_set(pool, options.DecommitBatch);
        wasmtime_pooling_allocation_config_max_unused_warm_slots_set(pool, options.MaxUnusedWarmSlots);

        // Stacks are for fibers.
        wasmtime_pooling_allocation_config_total_stacks_set(pool, 0);
        wasmtime_pooling_allocation_strategy_set(config, pool);
        wasmtime_pooling_allocation_config_delete(pool);
    }
}
