using Whorl.Wit.Diagnostics;
using Whorl.Wit.Model;
using Whorl.Wit.Syntax;

namespace Whorl.Wit.Resolution;

/// <summary>Resolves all packages of a source set: names first, then interfaces in the order of their uses, then worlds.</summary>
internal sealed class Resolver
{
    private readonly DiagnosticBag _diagnostics;
    private readonly GateFilter _gates;
    private readonly List<PackageScope> _packages = [];
    private readonly NameLookup _lookup;

    private Resolver(IEnumerable<PackageText> packages, WitOptions options, DiagnosticBag diagnostics)
    {
        _diagnostics = diagnostics;
        _gates = new GateFilter(options, diagnostics);
        _packages.AddRange(packages.Select(text => new PackageScope(text)));
        _lookup = new NameLookup(_packages.ToDictionary(p => p.Text.Name), diagnostics);
    }

    /// <summary>The interfaces that are being resolved, outermost first, to show a cycle.</summary>
    public List<string> Path { get; } = [];

    public NameLookup Lookup => _lookup;

    public GateFilter Gates => _gates;

    public DiagnosticBag Diagnostics => _diagnostics;

    public static List<WitPackage> Resolve(IEnumerable<PackageText> packages, WitOptions options, DiagnosticBag diagnostics)
    {
        var resolver = new Resolver(packages, options, diagnostics);
        foreach (var package in resolver._packages)
        {
            resolver.Declare(package);
        }

        foreach (var item in resolver._packages.SelectMany(p => p.Items.Values))
        {
            resolver.CheckUses(item.Package, item.Part);
            resolver.Complete(item);
        }

        return [.. resolver._packages.Select(p => p.Model)];
    }

    /// <summary>Resolves an interface or a world unless that is done; a cycle is reported.</summary>
    /// <returns>False when it is part of a cycle.</returns>
    public bool TryComplete(ItemScope item, UsePath from)
    {
        if (item.State != ResolutionState.InProgress)
        {
            Complete(item);
            return true;
        }

        var name = NameOf(item);
        var cycle = string.Join(" -> ", Path.Skip(Path.IndexOf(name)).Append(name));
        _diagnostics.Error(Codes.UseCycle, from.Location, $"'{from.Item}' depends on itself: {cycle}",
            "move what both sides need into an interface or a world of its own");
        return false;
    }

    private static string NameOf(ItemScope item) => item.Package.Text.Name.Qualify(item.Node.Name.Text);

    private void Complete(ItemScope item)
    {
        if (item.State != ResolutionState.Untouched)
        {
            return;
        }

        item.State = ResolutionState.InProgress;
        Path.Add(NameOf(item));
        if (item.Node is InterfaceNode node)
        {
            new InterfaceResolver(this, item.Package, item.Part).Resolve(item.Interface!, node.Body, $"interface '{node.Name}'");
        }
        else
        {
            new WorldResolver(this, item).Resolve();
        }

        Path.RemoveAt(Path.Count - 1);
        item.State = ResolutionState.Done;
    }

    private void Declare(PackageScope package)
    {
        var names = new UniqueNames(_diagnostics, $"package '{package.Text.Name}'");
        foreach (var part in package.Text.Parts)
        {
            foreach (var node in part.Items)
            {
                _gates.Check(node.Header, package.Text.Name, WitStability.None);
                if (!_gates.IsEnabled(node.Header))
                {
                    package.Hidden[node.Name.Text] = node.Header.Stability.Feature!;
                }
                else if (names.Add(node.Name))
                {
                    package.Items.Add(node.Name.Text, CreateItem(package, part, node));
                }
            }
        }

        package.Model.Interfaces = [.. package.Items.Values.Where(i => i.Interface is not null).Select(i => i.Interface!)];
        package.Model.Worlds = [.. package.Items.Values.Where(i => i.World is not null).Select(i => i.World!)];
    }

    private static ItemScope CreateItem(PackageScope package, PackageNode part, PackageItem node)
    {
        var (docs, stability) = (node.Header.Docs, node.Header.Stability);
        return node is InterfaceNode
            ? new ItemScope(package, part, node)
            {
                Interface = new WitInterface(node.Name.Text, package.Model) { Docs = docs, Stability = stability },
            }
            : new ItemScope(package, part, node)
            {
                World = new WitWorld(node.Name.Text, package.Model) { Docs = docs, Stability = stability },
            };
    }

    private void CheckUses(PackageScope package, PackageNode part)
    {
        var names = new UniqueNames(_diagnostics, "this file");
        foreach (var use in part.Uses)
        {
            names.Add(use.Alias);
            if (use.Path.Package is not null)
            {
                // Reports a path that leads nowhere, even if nothing refers to its alias.
                _lookup.FindAny(use.Path, package, part);
            }
        }
    }
}
