using Whorl.Components.Linking;
using Whorl.Components.Types.CoreModules;
using Whorl.Wasmtime;

namespace Whorl.Components.Modules;

/// <summary>
/// Finds what a core module exports, by the names of the scheme <c>cm32p2</c> or the older ones. A module may have some of each, as one that is
/// linked of several libraries has, but not one thing under both.
/// </summary>
/// <param name="type">The module's type.</param>
internal sealed class ModuleExports(CoreModuleType type)
{
    private const string PostReturnPrefix = "cabi_post_";
    private const string PostReturnEnding = "_post";
    private static readonly FuncType s_nothing = new([], []);
    private static readonly FuncType s_destroy = new([ValKind.I32], []);
    private static readonly FuncType s_reallocate = new([ValKind.I32, ValKind.I32, ValKind.I32, ValKind.I32], [ValKind.I32]);

    /// <summary>The memory; null if none is exported.</summary>
    public string? Memory { get; } = Find<CoreMemoryExtern>(type, "memory", $"{ImportName.Scheme}_memory");

    /// <summary>What is to be called before anything else; null if nothing is.</summary>
    public string? Initialize { get; } = FindFunction(type, s_nothing, "_initialize", $"{ImportName.Scheme}_initialize");

    /// <summary>What gives memory for values, by the latest of its names; null if nothing does.</summary>
    public string? Realloc { get; } =
        FindFunction(type, s_reallocate, "cabi_realloc", $"{ImportName.Scheme}_realloc") ?? FindFunction(type, s_reallocate, "canonical_abi_realloc");

    /// <summary>What gives memory for what imports return, if that is not <see cref="Realloc"/>.</summary>
    public string? ImportRealloc { get; } = FindFunction(type, s_reallocate, "cabi_import_realloc");

    /// <summary>What gives memory for what exports are called with, if that is not <see cref="Realloc"/>.</summary>
    public string? ExportRealloc { get; } = FindFunction(type, s_reallocate, "cabi_export_realloc");

    /// <summary>The name of a function as <c>wit-component</c> has always known it.</summary>
    /// <param name="interfaceName">The exported interface; empty for the world itself.</param>
    /// <param name="name">The function.</param>
    public static string OldNameOf(string interfaceName, string name) => interfaceName.Length == 0 ? name : $"{interfaceName}#{name}";

    /// <summary>Its name in the scheme <c>cm32p2</c>.</summary>
    public static string StandardNameOf(string interfaceName, string name) =>
        $"{ImportName.Scheme}|{ImportName.StandardNameOf(interfaceName)}|{name}";

    /// <summary>Whether there is a function of this name.</summary>
    public bool HasFunction(string name) => type.Exports.TryGetValue(name, out var export) && export is CoreFunctionExtern;

    /// <summary>The name that a function is exported under; null if it is not.</summary>
    public string? Function(string interfaceName, string name) =>
        Find<CoreFunctionExtern>(type, OldNameOf(interfaceName, name), StandardNameOf(interfaceName, name)) ?? FirstSdk.ExportOf(interfaceName, name);

    /// <summary>The name of what is called after a function, when its result has been read; null if nothing is.</summary>
    public string? PostReturn(string interfaceName, string name) => Find<CoreFunctionExtern>(
        type, PostReturnPrefix + OldNameOf(interfaceName, name), StandardNameOf(interfaceName, name) + PostReturnEnding);

    /// <summary>The name of what is called when the last handle of a resource is gone; null if nothing is.</summary>
    public string? Destructor(string interfaceName, string resource) =>
        FindFunction(type, s_destroy, $"{interfaceName}#[dtor]{resource}", StandardNameOf(interfaceName, resource) + "_dtor");

    /// <summary>The type of an exported function; null if there is none of that name.</summary>
    /// <exception cref="UnsupportedComponentException">It is of a type that no component function has.</exception>
    public FuncType? TypeOf(string name) => TypeOf(type, name);

    private static FuncType? TypeOf(CoreModuleType type, string name) => type.Exports.TryGetValue(name, out var export) && export is CoreFunctionExtern function
        ? CoreModuleContext.ToFuncType(function.Type, value => new UnsupportedComponentException(
            $"The module's export `{name}` takes or gives a {value}; a component passes numbers only."))
        : null;

    private static string? FindFunction(CoreModuleType type, FuncType expected, params ReadOnlySpan<string> names)
    {
        var name = Find<CoreFunctionExtern>(type, names);
        return name is null || CoreModuleContext.IsSame(TypeOf(type, name)!, expected)
            ? name
            : throw new UnsupportedComponentException(
                $"The module's export `{name}` has another type than it has to have, which takes {Text(expected.Parameters)} and gives {Text(expected.Results)}.");

        static string Text(IReadOnlyCollection<ValKind> values) => values.Count == 0 ? "nothing" : $"({string.Join(' ', values).ToLowerInvariant()})";
    }

    private static string? Find<T>(CoreModuleType type, params ReadOnlySpan<string> names)
        where T : CoreExternType
    {
        string? found = null;
        foreach (var name in names)
        {
            if (type.Exports.TryGetValue(name, out var export) && export is T)
            {
                found = found is null
                    ? name
                    : throw new UnsupportedComponentException(
                        $"The module exports both `{found}` and `{name}`, which are two names of the same thing. Build it so that it exports one of them.");
            }
        }

        return found;
    }
}
