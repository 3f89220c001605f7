using System.Collections.Immutable;
using Whorl.Components.Binary;
using Whorl.Components.Modules;
using Whorl.Components.Types.CoreModules;

namespace Whorl.Components.Inspection;

/// <summary>What there is to know of a core module that is not inside a component.</summary>
public sealed record CoreModuleInspection
{
    private const string Preview1 = "wasi_snapshot_preview1";
    private const string Preview0 = "wasi_unstable";

    private CoreModuleInspection(CoreModuleKind kind, InspectedModule module, CoreModuleType type)
    {
        Kind = kind;
        Module = module;
        Imports = [.. type.Imports.Select(i => (i.Key.Module, i.Key.Name, i.Value.Noun))];
        Exports = [.. type.Exports.Select(e => (e.Key, e.Value.Noun))];
    }

    /// <summary>What it was made to be.</summary>
    public CoreModuleKind Kind { get; }

    /// <summary>Its size and parts.</summary>
    public InspectedModule Module { get; }

    /// <summary>What it imports, in order: a module's name, a name in it, and the sort (<c>func</c>, <c>memory</c>, <c>table</c>, <c>global</c>, <c>tag</c>).</summary>
    public ImmutableArray<(string Module, string Name, string Sort)> Imports { get; }

    /// <summary>What it exports, in order.</summary>
    public ImmutableArray<(string Name, string Sort)> Exports { get; }

    /// <summary>Whether the bytes begin as a core module does, rather than a component.</summary>
    public static bool IsCoreModule(ReadOnlySpan<byte> wasm) => Preamble.IsModule(wasm);

    /// <summary>Inspects a core module. Its structure is checked, its code is not.</summary>
    /// <exception cref="InvalidComponentException">The bytes are malformed; the message says where.</exception>
    public static CoreModuleInspection Of(ReadOnlyMemory<byte> wasm)
    {
        var type = CoreModuleReader.Read(wasm, 0, new CoreTypeInterner());
        var sections = ModuleSections.Read(wasm);
        return new CoreModuleInspection(KindOf(type, sections), sections.Describe(wasm.Length, null), type);
    }

    private static CoreModuleKind KindOf(CoreModuleType type, ModuleSections sections)
    {
        if (sections.HasComponentType)
        {
            return CoreModuleKind.UnwrappedComponent;
        }

        if (FirstSdk.Made(type))
        {
            return CoreModuleKind.FirstSdk;
        }

        var usesWasi = type.Imports.Keys.Any(i => i.Module is Preview1 or Preview0);
        return !usesWasi ? CoreModuleKind.Plain
            : type.Exports.ContainsKey("_start") ? CoreModuleKind.Preview1Command
            : CoreModuleKind.Preview1Reactor;
    }
}
