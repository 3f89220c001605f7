using Whorl.Wit.Model;

namespace Whorl.Bindings.Binding;

/// <summary>A world with C# names and types for everything in it.</summary>
internal sealed class WorldBinding
{
    private readonly Dictionary<WitInterface, InterfaceBinding> _imports = [];
    private readonly Dictionary<WitInterface, InterfaceBinding> _exports = [];

    public WorldBinding(WitWorld world, string rootNamespace)
    {
        World = world;
        RootNamespace = rootNamespace;
        var namespaces = new WorldNamespaces(world, rootNamespace);
        Root = new InterfaceBinding("", namespaces.Of(world), false, null) { Docs = world.Docs };
        RootExports = new InterfaceBinding("", namespaces.Of(world), true, null) { Docs = world.Docs };
        AddInterfaces(world.Imports, namespaces, Imports, _imports, isExport: false);
        AddInterfaces(world.Exports, namespaces, Exports, _exports, isExport: true);
        BindAll();
    }

    public WitWorld World { get; }

    public string RootNamespace { get; }

    /// <summary>The interfaces that the host implements, in an order in which types come before their users.</summary>
    public List<InterfaceBinding> Imports { get; } = [];

    /// <summary>The interfaces that guests implement.</summary>
    public List<InterfaceBinding> Exports { get; } = [];

    /// <summary>The functions and types that the world itself has for the host to implement.</summary>
    public InterfaceBinding Root { get; }

    /// <summary>The functions that the world itself has for guests to implement.</summary>
    public InterfaceBinding RootExports { get; }

    /// <summary>What there are no bindings for, one sentence each.</summary>
    public List<string> Skipped { get; } = [];

    /// <summary>The doc comments of named types.</summary>
    public Dictionary<BoundType, string> TypeDocs { get; } = [];

    /// <summary>Where the types of an interface are, seen from another: an export takes them from an export if it can.</summary>
    public InterfaceBinding Find(WitTypeDefinition definition, InterfaceBinding from)
    {
        var owner = definition.Interface;
        if (owner is null)
        {
            return Root;
        }

        if (owner == from.Interface)
        {
            return from;
        }

        return from.IsExport && _exports.TryGetValue(owner, out var export) ? export : _imports[owner];
    }

    private bool IsImported(WitWorldItem.OfInterface item) => Imports.Any(i => i.WitName == item.Name);

    private void AddInterfaces(
        IEnumerable<WitWorldItem> items,
        WorldNamespaces namespaces,
        List<InterfaceBinding> bindings,
        Dictionary<WitInterface, InterfaceBinding> byInterface,
        bool isExport)
    {
        foreach (var item in items.OfType<WitWorldItem.OfInterface>())
        {
            var binding = new InterfaceBinding(item.Name, namespaces.Of(item, isExport && IsImported(item)), isExport, item.Interface)
            {
                Docs = item.Docs.Length > 0 ? item.Docs : item.Interface.Docs,
            };
            bindings.Add(binding);
            if (!item.HasPlainName)
            {
                byInterface.Add(item.Interface, binding);
            }
        }
    }

    private void BindAll()
    {
        var types = new TypeBinder(this);
        foreach (var binding in Imports.Concat(Exports))
        {
            types.Declare(binding, binding.Interface!.Types.Where(t => t.Interface == binding.Interface));
        }

        types.Declare(Root, World.Types);
        types.Complete();
        var functions = new FunctionBinder(this, types);
        foreach (var binding in Imports.Concat(Exports))
        {
            functions.Bind(binding, binding.Interface!.Functions.Select(f => (f.CanonicalName, f)));
        }

        functions.Bind(Root, Functions(World.Imports));
        functions.Bind(RootExports, Functions(World.Exports));
    }

    private static IEnumerable<(string Name, WitFunction Function)> Functions(IEnumerable<WitWorldItem> items) =>
        items.OfType<WitWorldItem.OfFunction>().Select(i => (i.Name, i.Function));
}
