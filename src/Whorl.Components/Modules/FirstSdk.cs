using Whorl.Components.Types;
using Whorl.Components.Types.CoreModules;
using Whorl.Wasmtime;
using ExternType = Whorl.Components.Types.ExternType;

namespace Whorl.Components.Modules;

/// <summary>
/// Core modules of the first Spin SDKs. They carry no world, and their names are not those of interfaces; but values are passed as
/// components pass them, so that such a module stands for a component with the interfaces of <c>fermyon:spin</c>.
/// </summary>
internal static class FirstSdk
{
    private const string Resource = "Whorl.Components.Modules.first-sdk-world.wat";

    private static readonly Lazy<World> s_world = new(Load);

    // By the interfaces that the modules' exported functions are of now.
    private static readonly Dictionary<string, (string Function, string Export)> s_exports = new(StringComparer.Ordinal)
    {
        ["fermyon:spin/inbound-http"] = ("handle-request", "handle-http-request"),
        ["fermyon:spin/inbound-redis"] = ("handle-message", "handle-redis-message"),
    };

    private static readonly Dictionary<string, string> s_imports = new(StringComparer.Ordinal)
    {
        ["key-value"] = "fermyon:spin/key-value",
        ["llm"] = "fermyon:spin/llm",
        ["outbound-mysql"] = "fermyon:spin/mysql",
        ["outbound-pg"] = "fermyon:spin/postgres",
        ["outbound-redis"] = "fermyon:spin/redis",
        ["spin-config"] = "fermyon:spin/config",
        ["sqlite"] = "fermyon:spin/sqlite",
        ["wasi-outbound-http"] = "fermyon:spin/http",
    };

    /// <summary>Whether a module that carries no world is one of these.</summary>
    public static bool Made(CoreModuleType type) =>
        s_exports.Values.Any(handler => type.Exports.TryGetValue(handler.Export, out var export) && export is CoreFunctionExtern);

    /// <summary>The world that such a module has: what it could import, and what it does export.</summary>
    public static World WorldOf(CoreModuleType type)
    {
        var world = s_world.Value;
        var exports = new OrderedDictionary<string, ExternType>(StringComparer.Ordinal);
        foreach (var (name, export) in world.Exports.Where(e => type.Exports.ContainsKey(s_exports[e.Key].Export)))
        {
            exports.Add(name, export);
        }

        return world with { Exports = new ExternTypes(exports) };
    }

    /// <summary>What an import is called now; as it is, if it is none of theirs.</summary>
    public static (string Module, string Name) Rename(string module, string name) =>
        s_imports.TryGetValue(module, out var now) ? (now, module == "wasi-outbound-http" && name == "request" ? "send-request" : name) : (module, name);

    /// <summary>The name that a module exports a function under; null if none of these does.</summary>
    public static string? ExportOf(string interfaceName, string function) =>
        s_exports.TryGetValue(interfaceName, out var known) && known.Function == function ? known.Export : null;

    private static World Load()
    {
        using var stream = typeof(FirstSdk).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        return WorldSections.ReadWorld(Wat.ToWasm(reader.ReadToEnd()));
    }
}
