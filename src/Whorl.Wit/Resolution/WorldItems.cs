using Whorl.Wit.Diagnostics;
using Whorl.Wit.Model;

namespace Whorl.Wit.Resolution;

/// <summary>The imports, or the exports, of a world while it is being put together.</summary>
internal sealed class WorldItems(DiagnosticBag diagnostics, string world, string kind)
{
    private readonly Dictionary<string, WitWorldItem> _byName = new(StringComparer.OrdinalIgnoreCase);

    public List<WitWorldItem> Items { get; } = [];

    /// <summary>Adds what the world itself names.</summary>
    public void Add(WitWorldItem item, WitLocation location)
    {
        if (_byName.ContainsKey(item.Name))
        {
            diagnostics.Error(Codes.WorldConflict, location, $"world '{world}' already has the {kind} '{item.Name}'",
                item.HasPlainName ? "choose another name" : "remove one of them");
            return;
        }

        Put(item);
    }

    /// <summary>Adds what follows from a resource of the world; its names are checked with the resource.</summary>
    public void AddSynthetic(WitWorldItem item) => Put(item);

    /// <summary>Takes in the items of another world: interfaces merge, plain names must differ.</summary>
    public void Include(IEnumerable<WitWorldItem> items, Dictionary<string, string> renames, WitLocation location)
    {
        foreach (var item in items)
        {
            var renamed = item.HasPlainName && renames.TryGetValue(item.Name, out var name) ? item with { Name = name } : item;
            if (!_byName.ContainsKey(renamed.Name))
            {
                Put(renamed);
            }
            else if (renamed.HasPlainName)
            {
                diagnostics.Error(Codes.WorldConflict, location, $"world '{world}' would have two {kind}s '{renamed.Name}'",
                    $"give one another name: 'include ... with {{ {item.Name} as new-name }}'");
            }
        }
    }

    private void Put(WitWorldItem item)
    {
        _byName[item.Name] = item;
        Items.Add(item);
    }
}
