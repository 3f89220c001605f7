using System.Collections;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Whorl.Components.Linking;

/// <summary>The exports of a component or of an exported instance, by name.</summary>
internal sealed class ExportTree : IEnumerable<KeyValuePair<string, PlanExport>>
{
    private readonly FrozenDictionary<string, PlanExport> _exports;

    public ExportTree(IEnumerable<KeyValuePair<string, PlanExport>> exports)
    {
        _exports = exports.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public int Count => _exports.Count;

    public bool TryGet(string name, [NotNullWhen(true)] out PlanExport? export) => _exports.TryGetValue(name, out export);

    public IEnumerator<KeyValuePair<string, PlanExport>> GetEnumerator() =>
        ((IEnumerable<KeyValuePair<string, PlanExport>>)_exports).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
