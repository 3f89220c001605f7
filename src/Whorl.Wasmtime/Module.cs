using System.Collections.Immutable;
using System.Text;
using Whorl.Wasmtime.Interop;
using static Whorl.Wasmtime.Interop.Libwasmtime;

namespace Whorl.Wasmtime;

/// <summary>A compiled core module. Immutable, and safe for use from many threads.</summary>
public sealed unsafe class Module : IDisposable
{
    private readonly Lazy<ImmutableArray<ModuleImport>> _imports;
    private readonly Lazy<ImmutableArray<ModuleExport>> _exports;

    private Module(Engine engine, wasmtime_module_t* module)
    {
        Engine = engine;
        Handle = new CoreModuleHandle(module);
        _imports = new(ReadImports);
        _exports = new(ReadExports);
    }

    /// <summary>What the module needs, in the order in which <see cref="Instance.Create"/> takes it.</summary>
    public ImmutableArray<ModuleImport> Imports => _imports.Value;

    /// <summary>What the module offers, in the order of its binary.</summary>
    public ImmutableArray<ModuleExport> Exports => _exports.Value;

    internal Engine Engine { get; }

    internal CoreModuleHandle Handle { get; }

    /// <summary>Validates and compiles a module.</summary>
    /// <param name="engine">The engine it is for.</param>
    /// <param name="wasm">The binary.</param>
    /// <exception cref="WasmException">The binary is not a valid module; the message names the offset.</exception>
    public static Module Compile(Engine engine, ReadOnlySpan<byte> wasm)
    {
        ArgumentNullException.ThrowIfNull(engine);
        wasmtime_module_t* module;

        // SAFETY: the binary is pinned for the call; on success the module is ours.
        fixed (byte* data = wasm)
        {
            EngineError.ThrowIf(wasmtime_module_new(engine.Handle, data, (nuint)wasm.Length, &module), "The module could not be compiled");
        }

        return new Module(engine, module);
    }

    /// <summary>Checks that a binary is a valid module, without compiling it.</summary>
    /// <param name="engine">The engine whose features count.</param>
    /// <param name="wasm">The binary.</param>
    /// <exception cref="WasmException">It is not; the message names the offset.</exception>
    public static void Validate(Engine engine, ReadOnlySpan<byte> wasm)
    {
        ArgumentNullException.ThrowIfNull(engine);

        // SAFETY: the binary is pinned for the call.
        fixed (byte* data = wasm)
        {
            EngineError.ThrowIf(wasmtime_module_validate(engine.Handle, data, (nuint)wasm.Length), "The module is not valid");
        }
    }

    /// <summary>
    /// Loads compiled code from memory. It is native code and runs unchecked: it must come from a place that only this user writes to.
    /// </summary>
    /// <param name="engine">An engine with the <see cref="Engine.CompatibilityKey"/> of the one that compiled it.</param>
    /// <param name="image">The result of <see cref="Serialize"/>.</param>
    /// <exception cref="WasmException">The image is damaged, or for another engine.</exception>
    public static Module Deserialize(Engine engine, ReadOnlySpan<byte> image)
    {
        ArgumentNullException.ThrowIfNull(engine);
        var code = ModuleImage.Open(engine, image, "memory");
        wasmtime_module_t* module;

        // SAFETY: the image is pinned for the call, which copies it.
        fixed (byte* data = code)
        {
            EngineError.ThrowIf(
                wasmtime_module_deserialize(engine.Handle, data, (nuint)code.Length, &module), "The compiled module could not be loaded");
        }

        return new Module(engine, module);
    }

    /// <summary>
    /// Maps compiled code from a file. It is native code and runs unchecked: it must come from a place that only this user writes to.
    /// </summary>
    /// <param name="engine">An engine with the <see cref="Engine.CompatibilityKey"/> of the one that compiled it.</param>
    /// <param name="path">
    /// A file that holds the result of <see cref="Serialize"/>. It may be deleted while the module is in use, but not be changed.
    /// </param>
    /// <exception cref="WasmException">The file is damaged, or for another engine.</exception>
    /// <exception cref="IOException">The file could not be read.</exception>
    public static Module DeserializeFile(Engine engine, string path)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ModuleImage.Check(engine, path);
        wasmtime_module_t* module;

        // SAFETY: the path ends in a zero and is pinned for the call.
        fixed (byte* utf8 = Encoding.UTF8.GetBytes(path + '\0'))
        {
            EngineError.ThrowIf(
                wasmtime_module_deserialize_file(engine.Handle, utf8, &module), $"The compiled module in {path} could not be loaded");
        }

        return new Module(engine, module);
    }

    /// <summary>The module's compiled code, for <see cref="Deserialize"/> and <see cref="DeserializeFile"/>.</summary>
    public byte[] Serialize() => ModuleImage.Seal(Engine, SerializeUnsealed());

    /// <summary>The compiled code as the engine gives it.</summary>
    internal byte[] SerializeUnsealed()
    {
        wasm_byte_vec_t bytes;
        EngineError.ThrowIf(wasmtime_module_serialize(Handle, &bytes), "The module could not be serialised");
        return EngineError.Take(&bytes);
    }

    /// <summary>Releases the module; instances of it stay usable.</summary>
    public void Dispose() => Handle.Dispose();

    private ImmutableArray<ModuleImport> ReadImports()
    {
        wasm_importtype_vec_t vec;
        wasmtime_module_imports(Handle, &vec);
        var imports = ImmutableArray.CreateBuilder<ModuleImport>((int)vec.size);
        for (nuint i = 0; i < vec.size; i++)
        {
            var import = vec.data[i];
            imports.Add(new ModuleImport(
                EngineError.String(wasm_importtype_module(import)),
                EngineError.String(wasm_importtype_name(import)),
                TypeReader.Read(wasm_importtype_type(import))));
        }

        wasm_importtype_vec_delete(&vec);
        return imports.MoveToImmutable();
    }

    private ImmutableArray<ModuleExport> ReadExports()
    {
        wasm_exporttype_vec_t vec;
        wasmtime_module_exports(Handle, &vec);
        var exports = ImmutableArray.CreateBuilder<ModuleExport>((int)vec.size);
        for (nuint i = 0; i < vec.size; i++)
        {
            var export = vec.data[i];
            exports.Add(new ModuleExport(
                EngineError.String(wasm_exporttype_name(export)), TypeReader.Read(wasm_exporttype_type(export))));
        }

        wasm_exporttype_vec_delete(&vec);
        return exports.MoveToImmutable();
    }
}
