using Whorl.Components.Types.CoreModules;

namespace Whorl.Components.Binary;

/// <summary>Gathers the imports and exports of a core module or core module type, whose names must be unique.</summary>
internal sealed class CoreModuleTypeBuilder
{
    private readonly OrderedDictionary<(string Module, string Name), CoreExternType> _imports = [];
    private readonly OrderedDictionary<string, CoreExternType> _exports = new(StringComparer.Ordinal);

    public void AddImport(string module, string name, CoreExternType type, long offset)
    {
        if (!_imports.TryAdd((module, name), type))
        {
            throw new InvalidComponentException($"duplicate import name `{module}:{name}` already defined", offset);
        }
    }

    public void AddExport(string name, CoreExternType type, long offset)
    {
        if (!_exports.TryAdd(name, type))
        {
            throw new InvalidComponentException($"duplicate export name `{name}` already defined", offset);
        }
    }

    public CoreModuleType Build() => new(_imports, _exports);
}
