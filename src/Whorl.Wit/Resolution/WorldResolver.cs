using Whorl.Wit.Diagnostics;
using Whorl.Wit.Model;
using Whorl.Wit.Syntax;

namespace Whorl.Wit.Resolution;

/// <summary>Resolves a world: its types, what it names, what it includes, and the imports that those need.</summary>
internal sealed class WorldResolver
{
    private readonly Resolver _resolver;
    private readonly PackageScope _package;
    private readonly PackageNode _part;
    private readonly WorldNode _node;
    private readonly WitWorld _world;
    private readonly TypeScope _scope;
    private readonly InterfaceResolver _types;
    private readonly WorldItems _imports;
    private readonly WorldItems _exports;
    private readonly List<WitTypeDefinition> _includedTypes = [];

    public WorldResolver(Resolver resolver, ItemScope item)
    {
        _resolver = resolver;
        _package = item.Package;
        _part = item.Part;
        _node = (WorldNode)item.Node;
        _world = item.World!;
        _scope = new TypeScope(resolver.Diagnostics, $"world '{_node.Name}'");
        _types = new InterfaceResolver(resolver, _package, _part);
        _imports = new WorldItems(resolver.Diagnostics, _node.Name.Text, "import");
        _exports = new WorldItems(resolver.Diagnostics, _node.Name.Text, "export");
    }

    public void Resolve()
    {
        var members = _node.Members.Where(IsEnabled).ToList();
        foreach (var use in members.OfType<WorldUse>())
        {
            _types.AddUse(_scope, use.Use, _world.Stability, CreateType);
        }

        var resources = _types.AddTypes(_scope, members.OfType<WorldType>().Select(m => m.Type), _world.Stability, CreateType);
        _scope.ResolveAll();
        AddResourceFunctions(resources);
        foreach (var member in members.OfType<ExternNode>())
        {
            AddExtern(member);
        }

        // Own items come first, so that a conflict is shown at the include, where 'with' can solve it.
        foreach (var include in members.OfType<IncludeNode>())
        {
            AddInclude(include);
        }

        _world.Types = [.. _scope.Types, .. _includedTypes];
        (_world.Imports, _world.Exports) = WorldElaborator.Elaborate(_imports.Items, _exports.Items, _types.Uses);
    }

    private WitTypeDefinition CreateType(string name) => new(name, null, _world);

    private bool IsEnabled(WorldMember member)
    {
        _resolver.Gates.Check(member.Header, _package.Text.Name, _world.Stability);
        return _resolver.Gates.IsEnabled(member.Header);
    }

    private void AddResourceFunctions(List<(WitTypeDefinition Definition, TypeBody.Resource Body)> resources)
    {
        foreach (var function in resources.SelectMany(r => Functions().ResolveResource(r.Definition, r.Body)))
        {
            _imports.AddSynthetic(new WitWorldItem.OfFunction(function.CanonicalName, function, function.ExternalId));
        }
    }

    private FunctionResolver Functions() => new(_scope, _resolver.Gates, _package.Text.Name, _resolver.Diagnostics);

    private void AddExtern(ExternNode node)
    {
        var items = node.IsImport ? _imports : _exports;
        var location = node.Name?.Location ?? node.Path!.Location;
        if (CreateItem(node) is { } item)
        {
            items.Add(item with { Docs = node.Header.Docs, Stability = node.Header.Stability }, location);
        }
    }

    private WitWorldItem? CreateItem(ExternNode node)
    {
        if (node.Name is { } plain && node.Path is null)
        {
            if (node.IsImport)
            {
                // Imports share one scope with the types of the world.
                _scope.Names.Add(plain);
            }

            return node.Function is { } function
                ? new WitWorldItem.OfFunction(plain.Text, Functions().Resolve(plain, node.Header, WitFunctionKind.Free, function, null),
                    node.Header.ExternalId) { HasPlainName = true }
                : new WitWorldItem.OfInterface(plain.Text, ResolveInline(plain, node), node.Header.ExternalId) { HasPlainName = true };
        }

        if (_resolver.Lookup.FindInterface(node.Path!, _package, _part) is not { } target || !_resolver.TryComplete(target, node.Path!))
        {
            return null;
        }

        return node.Name is { } name
            ? new WitWorldItem.OfInterface(name.Text, target.Interface!, node.Header.ExternalId) { HasPlainName = true }
            : new WitWorldItem.OfInterface(target.Interface!.QualifiedName!, target.Interface, null);
    }

    private WitInterface ResolveInline(Name name, ExternNode node)
    {
        var inline = new WitInterface(null, _package.Model) { Docs = node.Header.Docs, Stability = node.Header.Stability };
        new InterfaceResolver(_resolver, _package, _part).Resolve(inline, node.Interface!, $"interface '{name}'");
        return inline;
    }

    private void AddInclude(IncludeNode include)
    {
        if (_resolver.Lookup.FindWorld(include.Path, _package, _part) is not { } target || !_resolver.TryComplete(target, include.Path))
        {
            return;
        }

        var world = target.World!;
        var renames = include.Renames.GroupBy(r => r.From.Text).ToDictionary(g => g.Key, g => g.First().To.Text, StringComparer.Ordinal);
        foreach (var (from, _) in include.Renames)
        {
            CheckRename(world, from);
        }

        _imports.Include(world.Imports, renames, include.Path.Location);
        _exports.Include(world.Exports, renames, include.Path.Location);
        foreach (var type in world.Types)
        {
            AddIncludedType(type, include);
        }
    }

    private void AddIncludedType(WitTypeDefinition type, IncludeNode include)
    {
        var present = _scope.Types.Concat(_includedTypes).FirstOrDefault(t => string.Equals(t.Name, type.Name, StringComparison.OrdinalIgnoreCase));
        if (present is null)
        {
            _includedTypes.Add(type);
        }
        else if (present.Target != type.Target)
        {
            _resolver.Diagnostics.Error(Codes.WorldConflict, include.Path.Location,
                $"world '{_node.Name}' would have two types '{type.Name}'", "rename one of them in the world that defines it");
        }
    }

    private void CheckRename(WitWorld world, Name from)
    {
        var items = world.Imports.Concat(world.Exports).ToList();
        if (items.Any(i => i.HasPlainName && i.Name == from.Text))
        {
            return;
        }

        var isInterface = items.OfType<WitWorldItem.OfInterface>().Any(i => i.Interface.Name == from.Text);
        _resolver.Diagnostics.Error(Codes.WorldConflict, from.Location,
            isInterface ? $"'{from}' is the name of an interface, which 'with' cannot change" : $"world '{world}' has no import or export '{from}'",
            isInterface
                ? "leave it out: interfaces of the same name are merged"
                : NearestName.Remedy(from.Text, items.Where(i => i.HasPlainName).Select(i => i.Name), "leave it out, or correct the name"));
    }
}
