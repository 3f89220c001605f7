using System.Security.Cryptography;
using Whorl.Wasmtime.Interop;
using static Whorl.Wasmtime.Interop.Libwasmtime;

namespace Whorl.Wasmtime;

/// <summary>Compiles and runs modules. Safe for use from many threads.</summary>
public sealed unsafe class Engine : IDisposable
{
    private static ReadOnlySpan<byte> EmptyModule => [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

    private readonly Lazy<string> _compatibilityKey;

    /// <summary>Creates an engine.</summary>
    /// <param name="options">How it compiles and allocates.</param>
    public Engine(EngineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        NativeLibraryCheck.Ensure();
        Options = options;
        IsPooling = options.Pooling;
        Handle = new EngineHandle(wasm_engine_new_with_config(Configure(options)));
        _compatibilityKey = new(ComputeCompatibilityKey);
    }

    /// <summary>The options it was created with.</summary>
    public EngineOptions Options { get; }

    /// <summary>Whether memories and instances come from a pool.</summary>
    public bool IsPooling { get; }

    /// <summary>Why there is no pool although one was asked for; null if there is one or none was asked for.</summary>
    public string? PoolingFallbackReason { get; }

    /// <summary>The native library's version.</summary>
    public static string NativeVersion => "50.0.1";

    /// <summary>What compiled code depends on: code from an engine with another key does not run here.</summary>
    public string CompatibilityKey => _compatibilityKey.Value;

    internal EngineHandle Handle { get; }

    /// <summary>Advances the epoch by one tick. Safe to call at any time.</summary>
    public void IncrementEpoch() => wasmtime_engine_increment_epoch(Handle);

    /// <summary>Releases the engine; what was made from it stays usable.</summary>
    public void Dispose() => Handle.Dispose();

    // The engine writes its version, the target, every compiler setting and the CPU features it found into each module it
    // serialises, and refuses a module where they differ. The smallest module is little else, so its digest is the key.
    private string ComputeCompatibilityKey()
    {
        using var module = Module.Compile(this, EmptyModule);
        var digest = SHA256.HashData(module.Serialize());
        return $"wasmtime-{NativeVersion}-{Convert.ToHexStringLower(digest.AsSpan(0, 16))}";
    }

    private static wasm_config_t* Configure(EngineOptions options)
    {
        var config = wasm_config_new();
        wasmtime_config_concurrency_support_set(config, false);
        wasmtime_config_epoch_interruption_set(config, options.EpochInterruption);
        wasmtime_config_consume_fuel_set(config, options.ConsumeFuel);
        wasmtime_config_max_wasm_stack_set(config, options.MaxStackBytes);
        wasmtime_config_wasm_threads_set(config, false);
        wasmtime_config_wasm_memory64_set(config, false);
        if (options.Pooling)
        {
            var pool = wasmtime_pooling_allocation_config_new();
            wasmtime_pooling_allocation_config_total_core_instances_set(pool, options.Pool.TotalCoreInstances);
            wasmtime_pooling_allocation_config_total_memories_set(pool, options.Pool.TotalMemories);
            wasmtime_pooling_allocation_config_total_tables_set(pool, options.Pool.TotalTables);
            wasmtime_pooling_allocation_config_max_memory_size_set(pool, (nuint)options.Pool.MaxMemoryBytes);
            wasmtime_pooling_allocation_config_table_elements_set(pool, options.Pool.TableElements);
            wasmtime_pooling_allocation_config_max_core_instance_size_set(pool, options.Pool.MaxCoreInstanceBytes);
            wasmtime_pooling_allocation_config_max_memories_per_module_set(pool, options.Pool.MaxMemoriesPerModule);
            wasmtime_pooling_allocation_config_max_tables_per_module_set(pool, options.Pool.MaxTablesPerModule);
            wasmtime_pooling_allocation_config_linear_memory_keep_resident_set(pool, (nuint)options.Pool.MemoryKeepResidentBytes);
            wasmtime_pooling_allocation_config_table_keep_resident_set(pool, (nuint)options.Pool.TableKeepResidentBytes);
            wasmtime_pooling_allocation_config_decommit_batch_size_set(pool, options.Pool.DecommitBatch);
            wasmtime_pooling_allocation_config_max_unused_warm_slots_set(pool, options.Pool.MaxUnusedWarmSlots);
            wasmtime_pooling_allocation_strategy_set(config, pool);
            wasmtime_pooling_allocation_config_delete(pool);
        }

        return config;
    }
}
