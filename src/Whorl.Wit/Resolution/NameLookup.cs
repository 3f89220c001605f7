using Whorl.Wit.Diagnostics;
using Whorl.Wit.Model;
using Whorl.Wit.Syntax;

namespace Whorl.Wit.Resolution;

/// <summary>Finds interfaces and worlds by path, from where the path stands.</summary>
internal sealed class NameLookup(Dictionary<WitPackageName, PackageScope> packages, DiagnosticBag diagnostics)
{
    public ItemScope? FindInterface(UsePath path, PackageScope package, PackageNode part) =>
        FindAny(path, package, part) is not { } item ? null
        : item.Interface is not null ? item
        : Refuse(path, "is a world, not an interface", "to take in a world write 'include'");

    public ItemScope? FindWorld(UsePath path, PackageScope package, PackageNode part) =>
        FindAny(path, package, part) is not { } item ? null
        : item.World is not null ? item
        : Refuse(path, "is an interface, not a world", "to take in an interface write 'import' or 'export'");

    public ItemScope? FindAny(UsePath path, PackageScope package, PackageNode part)
    {
        if (path.Package is not null)
        {
            return FindPackage(path) is { } other ? FindIn(other, path.Item) : null;
        }

        var alias = part.Uses.FirstOrDefault(u => u.Alias.Text == path.Item.Text);
        if (alias is null)
        {
            return FindIn(package, path.Item);
        }

        // A top-level use may name something of its own package, but not another alias.
        return alias.Path.Package is null ? FindIn(package, alias.Path.Item) : FindAny(alias.Path, package, part);
    }

    private PackageScope? FindPackage(UsePath path)
    {
        if (packages.TryGetValue(path.Package!, out var package))
        {
            return package;
        }

        var versions = packages.Keys.Where(p => p.Path == path.Package!.Path).Select(p => p.ToString()).OrderBy(n => n, StringComparer.Ordinal);
        var found = string.Join(", ", versions);
        diagnostics.Error(Codes.UnknownPackage, path.Location, $"there is no package '{path.Package}'",
            found.Length > 0
                ? $"there is {found}: write that version, or add this one to the deps folder"
                : NearestName.Remedy(path.Package!.ToString(), packages.Keys.Select(k => k.ToString()), "add it to the deps folder"));
        return null;
    }

    private ItemScope? FindIn(PackageScope package, Name name)
    {
        if (package.Items.TryGetValue(name.Text, out var item))
        {
            return item;
        }

        if (package.Hidden.TryGetValue(name.Text, out var feature))
        {
            diagnostics.Error(Codes.GatedReference, name.Location, $"'{name}' is part of the feature '{feature}', which is not enabled",
                $"enable the feature, or put '@unstable(feature = {feature})' here too");
            return null;
        }

        diagnostics.Error(Codes.UnknownItem, name.Location, $"package '{package.Text.Name}' has no interface or world '{name}'",
            NearestName.Remedy(name.Text, package.Items.Keys, "define it there, or correct the name"));
        return null;
    }

    private ItemScope? Refuse(UsePath path, string what, string remedy)
    {
        diagnostics.Error(Codes.UnknownItem, path.Item.Location, $"'{path.Item}' {what}", remedy);
        return null;
    }
}
