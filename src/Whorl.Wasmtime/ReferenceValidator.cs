using Whorl.Wasmtime.Interop;
using static Whorl.Wasmtime.Interop.Libwasmtime;

namespace Whorl.Wasmtime;

/// <summary>
/// Asks the engine's own implementation of the component model whether a component is valid. Nothing is ever run: Whorl's own
/// implementation is the one that components run on, and this is what it is held against. Safe for use from many threads.
/// </summary>
public sealed unsafe class ReferenceValidator : IDisposable
{
    private readonly EngineHandle _engine;

    /// <summary>Makes a validator that knows every feature of components that the engine has.</summary>
    /// <exception cref="WasmException">The native library is missing or of another version.</exception>
    public ReferenceValidator()
    {
        EngineLibrary.Ensure();
        var config = wasm_config_new();

        // The engine offers the features of asynchronous components only together with its own support for running them. Here nothing
        // runs, so that no fiber is ever made.
        wasmtime_config_concurrency_support_set(config, true);
        wasmtime_config_wasm_component_model_async_set(config, true);
        wasmtime_config_wasm_component_model_async_stackful_set(config, true);
        wasmtime_config_wasm_component_model_more_async_builtins_set(config, true);
        wasmtime_config_wasm_component_model_map_set(config, true);
        wasmtime_config_wasm_component_model_implements_set(config, true);
        wasmtime_config_wasm_component_model_canonical_names_set(config, true);

        // The engine compiles what it has validated; the code is thrown away.
        wasmtime_config_cranelift_opt_level_set(config, WASMTIME_OPT_LEVEL_NONE);
        _engine = new EngineHandle(wasm_engine_new_with_config(config));
    }

    /// <summary>Validates a component and all that is in it.</summary>
    /// <param name="component">The binary.</param>
    /// <returns>Null when it is valid; else what the engine says is wrong, on one line.</returns>
    public string? FindProblem(ReadOnlySpan<byte> component)
    {
        wasmtime_component_t* compiled;
        wasmtime_error_t* error;

        // SAFETY: the binary is pinned for the call; on success the component is ours.
        fixed (byte* data = component)
        {
            error = wasmtime_component_new(_engine, data, (nuint)component.Length, &compiled);
        }

        if (error != null)
        {
            return EngineError.ToException(error, "The component is not valid").Message;
        }

        wasmtime_component_delete(compiled);
        return null;
    }

    /// <summary>Releases the engine.</summary>
    public void Dispose() => _engine.Dispose();
}
