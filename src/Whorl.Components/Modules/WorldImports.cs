using Whorl.Components.Linking;
using Whorl.Components.Types;
using Whorl.Components.Validation;

namespace Whorl.Components.Modules;

/// <summary>The imports of a world, as far as a module needs them: those that it calls, and those whose resources these mention.</summary>
internal sealed class WorldImports
{
    private readonly Dictionary<string, PlanItem> _items = new(StringComparer.Ordinal);

    private WorldImports()
    {
    }

    /// <summary>Makes items of the imports, and binds their resources in <paramref name="types"/>.</summary>
    /// <param name="world">The world.</param>
    /// <param name="called">The names of the imports that the module calls.</param>
    /// <param name="builder">The plan.</param>
    /// <param name="types">What the world's resources are in the plan.</param>
    public static WorldImports Create(World world, IReadOnlySet<string> called, PlanBuilder builder, TypeSubstitution types)
    {
        var imports = new WorldImports();
        var host = new ImportItems(builder, types, ImportBindings.None);
        var needed = FindNeeded(world, called);
        foreach (var (name, type) in world.Imports.Where(import => needed.Contains(import.Key)))
        {
            imports._items.Add(name, host.Find(new ImportDefinition(new ExternName(name), type)));
        }

        return imports;
    }

    /// <summary>An import of the world itself.</summary>
    public PlanItem? Find(string name) => _items.GetValueOrDefault(name);

    /// <summary>A member of an imported interface.</summary>
    public PlanItem? Find(string interfaceName, string name) =>
        Find(interfaceName) is InstanceItem instance ? instance.Exports.GetValueOrDefault(name) : null;

    private static HashSet<string> FindNeeded(World world, IReadOnlySet<string> called)
    {
        var owners = new Dictionary<ResourceType, string>();
        foreach (var (name, type) in world.Imports)
        {
            foreach (var resource in ResourcesOf(type))
            {
                owners.TryAdd(resource, name);
            }
        }

        var needed = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Stack<ExternType>(world.Exports.Select(export => export.Value));
        foreach (var name in called.Where(name => world.Imports.TryGet(name, out _)))
        {
            Add(name);
        }

        while (pending.TryPop(out var type))
        {
            foreach (var resource in ResourcesOf(type))
            {
                if (owners.TryGetValue(resource, out var owner))
                {
                    Add(owner);
                }
            }
        }

        return needed;

        void Add(string name)
        {
            if (needed.Add(name) && world.Imports.TryGet(name, out var type))
            {
                pending.Push(type);
            }
        }
    }

    // An interface that uses a resource of another one has it among its own types.
    private static IEnumerable<ResourceType> ResourcesOf(ExternType type) => type switch
    {
        TypeExtern { Created: ResourceName name } => [name.Resource],
        InstanceExtern instance => instance.Type.Exports.SelectMany(export => ResourcesOf(export.Value)),
        _ => [],
    };
}
