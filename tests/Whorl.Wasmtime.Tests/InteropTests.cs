using System.Reflection;
using System.Runtime.InteropServices;
using Whorl.Wasmtime.Interop;

namespace Whorl.Wasmtime.Tests;

public sealed class InteropTests
{
    private static readonly IReadOnlyList<string> s_manifest = ReadManifest();

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
