using System.Collections.Immutable;
using Whorl.Components.Validation;

namespace Whorl.Components.Linking;

/// <summary>The core index spaces of one component instance while it is planned.</summary>
internal sealed class CoreSpaces(PlanBuilder builder, int componentInstance)
{
    private readonly List<LazyCoreItem> _functions = [];
    private readonly List<LazyCoreItem> _tables = [];
    private readonly List<LazyCoreItem> _memories = [];
    private readonly List<LazyCoreItem> _globals = [];
    private readonly List<LazyCoreItem> _tags = [];
    private readonly List<Func<string, LazyCoreItem>> _instances = [];

    public void AddFunction(Func<CoreItem> make) => _functions.Add(new LazyCoreItem(make));

    public LazyCoreItem Function(int index) => _functions[index];

    /// <summary>The function with this index, as part of the plan; null when there is no index.</summary>
    public CoreItem? Function(int? index) => index is { } i ? _functions[i].Item : null;

    public void Instantiate(CoreInstantiation definition, ModuleItem module)
    {
        builder.Spend(module.Module.Type.Imports.Count + definition.Arguments.Length);
        var given = definition.Arguments.ToDictionary(a => a.Name, a => _instances[a.CoreInstance], StringComparer.Ordinal);

        // The module may ask for less than its declared type does; what it asks for, it gets in its own order.
        var arguments = ImmutableArray.CreateBuilder<CoreItem>(module.Module.Type.Imports.Count);
        foreach (var (from, name) in module.Module.Type.Imports.Keys)
        {
            arguments.Add(given[from](name).Item);
        }

        var instance = builder.Instantiate(module, arguments.MoveToImmutable(), componentInstance);
        _instances.Add(name => new LazyCoreItem(() => new CoreExport(instance, name)));
    }

    public void AddInlineExports(CoreInlineExports definition)
    {
        builder.Spend(definition.Exports.Length);
        var exports = definition.Exports.ToDictionary(e => e.Name, e => Space(e.Sort)[e.Index], StringComparer.Ordinal);
        _instances.Add(name => exports[name]);
    }

    public void AddAlias(CoreExportAlias alias) => Space(alias.Sort).Add(_instances[alias.CoreInstance](alias.Name));

    /// <summary>The options with their memory and functions as slots of the plan.</summary>
    public CanonicalOptions Options(OptionIndices options) => new(
        options.Encoding,
        options.Memory is { } memory ? builder.Memory(_memories[memory].Item) : null,
        Function(options.Realloc) is { } realloc ? builder.Realloc(realloc) : null,
        Function(options.PostReturn) is { } postReturn ? builder.PostReturn(postReturn) : null,
        Function(options.Callback) is { } callback ? builder.Callback(callback) : null,
        options.IsAsync,
        componentInstance);

    private List<LazyCoreItem> Space(CoreSort sort) => sort switch
    {
        CoreSort.Func => _functions,
        CoreSort.Table => _tables,
        CoreSort.Memory => _memories,
        CoreSort.Global => _globals,
        _ => _tags,
    };
}
