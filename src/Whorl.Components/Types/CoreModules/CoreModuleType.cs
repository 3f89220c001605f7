namespace Whorl.Components.Types.CoreModules;

/// <summary>The type of a core module: what it imports, in its own order, and what it exports.</summary>
internal sealed class CoreModuleType(
    OrderedDictionary<(string Module, string Name), CoreExternType> imports,
    OrderedDictionary<string, CoreExternType> exports) : CoreTypeDefinition
{
    public OrderedDictionary<(string Module, string Name), CoreExternType> Imports => imports;

    public OrderedDictionary<string, CoreExternType> Exports => exports;

    /// <summary>What the module counts towards the size of a type that mentions it.</summary>
    public int Size => 1 + imports.Count + exports.Count;
}
