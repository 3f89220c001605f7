using Whorl.Bindings.Naming;
using Whorl.Wit.Model;

namespace Whorl.Bindings.Binding;

/// <summary>
/// Chooses C# namespaces: package and interface for an interface (<c>Http.Types</c>), the plain name for what has one, the world's
/// name for the world itself. A package's namespace or version comes in only where the world has two packages of one name.
/// </summary>
internal sealed class WorldNamespaces
{
    private readonly string _root;
    private readonly Dictionary<WitPackageName, string> _packages = [];

    public WorldNamespaces(WitWorld world, string root)
    {
        _root = root;
        var names = world.Imports.Concat(world.Exports)
            .OfType<WitWorldItem.OfInterface>()
            .Where(i => !i.HasPlainName)
            .Select(i => i.Interface.Package.Name)
            .Distinct()
            .ToList();
        foreach (var name in names)
        {
            _packages.Add(name, PackageNamespace(name, names));
        }
    }

    public string Of(WitWorld world) => $"{_root}.{CSharpName.Pascal(world.Name)}";

    public string Of(WitWorldItem.OfInterface item, bool isSecondRole)
    {
        var prefix = isSecondRole ? $"{_root}.Exports" : _root;
        return item.HasPlainName
            ? $"{prefix}.{CSharpName.Pascal(item.Name)}"
            : $"{prefix}.{_packages[item.Interface.Package.Name]}.{CSharpName.Pascal(item.Interface.Name!)}";
    }

    private static string PackageNamespace(WitPackageName name, List<WitPackageName> all)
    {
        var text = string.Join(".", name.Names.Select(CSharpName.Pascal));
        var alike = all.Where(other => other.Names.SequenceEqual(name.Names)).ToList();
        if (alike.Select(other => other.Path).Distinct().Count() > 1)
        {
            text = $"{string.Join(".", name.Namespaces.Select(CSharpName.Pascal))}.{text}";
        }

        var versions = alike.Count(other => other.Path == name.Path);
        return versions > 1 && name.Version is not null ? $"{text}V{VersionName(name.Version.ToString())}" : text;
    }

    private static string VersionName(string version) => new([.. version.Select(c => char.IsLetterOrDigit(c) ? c : '_')]);
}
