using System.Collections.Immutable;
using Whorl.Wit.Model;

namespace Whorl.Wit.Resolution;

/// <summary>
/// Adds the imports that a world needs without naming them: the interfaces whose types its imports and exports use. An exported
/// interface takes its types from another export if there is one, else from an import.
/// </summary>
internal static class WorldElaborator
{
    public static (ImmutableArray<WitWorldItem> Imports, ImmutableArray<WitWorldItem> Exports) Elaborate(
        List<WitWorldItem> imports, List<WitWorldItem> exports, IReadOnlyList<WitInterface> uses)
    {
        var named = imports.OfType<WitWorldItem.OfInterface>().Where(i => !i.HasPlainName).ToDictionary(i => i.Interface, i => (WitWorldItem)i);
        var exported = new HashSet<WitInterface>(exports.OfType<WitWorldItem.OfInterface>().Where(e => !e.HasPlainName).Select(e => e.Interface));
        var ordered = new List<WitWorldItem>();
        var done = new HashSet<WitInterface>();

        void AddInterface(WitInterface @interface)
        {
            if (@interface.Name is null || !done.Add(@interface))
            {
                return;
            }

            AddUses(@interface);
            ordered.Add(named.TryGetValue(@interface, out var item)
                ? item
                : new WitWorldItem.OfInterface(@interface.QualifiedName!, @interface, null) { Stability = @interface.Stability });
        }

        void AddUses(WitInterface @interface)
        {
            foreach (var used in @interface.Uses)
            {
                AddInterface(used);
            }
        }

        void AddUsesOfExport(WitInterface @interface)
        {
            foreach (var used in @interface.Uses)
            {
                if (exported.Contains(used))
                {
                    AddUsesOfExport(used);
                }
                else
                {
                    AddInterface(used);
                }
            }
        }

        foreach (var used in uses)
        {
            AddInterface(used);
        }

        foreach (var item in imports)
        {
            if (item is WitWorldItem.OfInterface { HasPlainName: false } plain)
            {
                AddInterface(plain.Interface);
                continue;
            }

            if (item is WitWorldItem.OfInterface other)
            {
                AddUses(other.Interface);
            }

            ordered.Add(item);
        }

        foreach (var item in exports.OfType<WitWorldItem.OfInterface>())
        {
            AddUsesOfExport(item.Interface);
        }

        return ([.. ordered], [.. exports]);
    }
}
