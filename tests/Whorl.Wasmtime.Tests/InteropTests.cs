using System.Reflection;
using System.Runtime.InteropServices;
using Whorl.Wasmtime.Interop;

namespace Whorl.Wasmtime.Tests;

public sealed class InteropTests
{
    private static readonly IReadOnlyList<string> s_manifest = ReadManifest();

    private static readonly string s_sourceFolder = typeof(InteropTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(attribute => attribute.Key == "SourceFolder").Value!;

    [Fact]
    public void Manifest_ListsWhatIsBound()
    {
        var bound = typeof(Libwasmtime).GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly).Select(method => method.Name);

        Assert.Equal(bound.Order(StringComparer.Ordinal), s_manifest.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Manifest_ListsOnlyWhatTheLibraryExports()
    {
        var (library, _) = EngineLibrary.Open(null, EnginePin.Version);

        Assert.All(s_manifest, function => Assert.True(NativeLibrary.TryGetExport(library, function, out _), function));
    }

    [Fact]
    public void Manifest_ListsNothingThatRunsCodeOnAFiber()
    {
        // What makes fibers in the engine, by the names of its C API: asynchronous calls, configurations and linkers, stacks for them,
        // and components that the engine runs by itself.
        string[] makesFibers = ["async", "stack_creator", "call_future", "fiber", "wasmtime_component_linker", "wasmtime_component_instance", "wasmtime_component_func"];

        // These say what is valid in a component that is looked at, and never run.
        string[] validatesOnly =
        [
            "wasmtime_config_wasm_component_model_async_set", "wasmtime_config_wasm_component_model_async_stackful_set",
            "wasmtime_config_wasm_component_model_more_async_builtins_set",
        ];

        Assert.DoesNotContain(s_manifest.Except(validatesOnly), function => makesFibers.Any(part => function.Contains(part, StringComparison.Ordinal)));
        Assert.Contains("wasmtime_config_concurrency_support_set", s_manifest);
    }

    [Fact]
    public void Configuration_ForEnginesThatRunGuests_HasNoAsyncSupport()
    {
        var uses = Directory.EnumerateFiles(s_sourceFolder, "*.cs")
            .SelectMany(file => File.ReadLines(file).Select(line => (File: Path.GetFileName(file), Text: line.Trim())))
            .Where(line => line.Text.Contains("wasmtime_config_", StringComparison.Ordinal)
                && (line.Text.Contains("async", StringComparison.Ordinal) || line.Text.Contains("concurrency", StringComparison.Ordinal)))
            .ToList();

        Assert.Equal(("EngineConfiguration.cs", "wasmtime_config_concurrency_support_set(config, false);"), Assert.Single(uses, use => use.File != "ReferenceValidator.cs"));
    }

    [Fact]
    public unsafe void Structures_HaveTheSizesOfTheirCOriginals()
    {
        Assert.Equal(16, sizeof(ValRaw));
        Assert.Equal(16, sizeof(Libwasmtime.wasmtime_func_t));
        Assert.Equal(24, sizeof(Libwasmtime.wasmtime_memory_t));
        Assert.Equal(24, sizeof(Libwasmtime.wasmtime_table_t));
        Assert.Equal(24, sizeof(Libwasmtime.wasmtime_global_t));
        Assert.Equal(32, sizeof(Libwasmtime.wasmtime_extern_t));
        Assert.Equal(sizeof(Libwasmtime.wasmtime_extern_t), sizeof(Extern));
        Assert.Equal(32, sizeof(Libwasmtime.wasmtime_val_t));
        Assert.Equal(32, sizeof(Libwasmtime.wasmtime_valtype_t));
        Assert.Equal(16, sizeof(Libwasmtime.wasmtime_instance_t));
    }

    private static List<string> ReadManifest()
    {
        using var stream = typeof(InteropTests).Assembly.GetManifestResourceStream("Interop.yaml")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n').Where(line => line.StartsWith("  - ", StringComparison.Ordinal)).Select(line => line[4..].Split(':')[0])];
    }
}
