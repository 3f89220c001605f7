using System.Collections.Immutable;
using Whorl.Wit.Diagnostics;
using Whorl.Wit.Model;
using Whorl.Wit.Syntax;

namespace Whorl.Wit.Resolution;

/// <summary>Parses every file and sorts the parts by package.</summary>
internal sealed class PackageCollector(DiagnosticBag diagnostics)
{
    private readonly Dictionary<WitPackageName, PackageText> _packages = [];

    /// <summary>The packages of all units added so far, in order.</summary>
    public List<PackageText> Packages { get; } = [];

    /// <summary>Adds the files of one folder, or one file.</summary>
    /// <returns>The package that the unit itself declares, or null when it has only nested ones.</returns>
    public PackageText? AddUnit(ImmutableArray<WitSource> files)
    {
        var nodes = files.Select(file => Parser.Parse(file, diagnostics)).ToList();
        var main = CollectMain(nodes);
        if (main is not null)
        {
            main = Register(main);
        }

        foreach (var nested in nodes.SelectMany(node => node.Nested))
        {
            Register(new PackageText(nested.Name!) { Parts = { nested } });
        }

        return main;
    }

    private PackageText? CollectMain(List<FileNode> files)
    {
        var declared = files.Select(f => f.Package!).Where(p => p.Name is not null).ToList();
        if (declared.Count == 0)
        {
            foreach (var part in files.Select(f => f.Package!).Where(p => p.Items.Count > 0))
            {
                diagnostics.Error(Codes.Package, part.Items[0].Name.Location, $"'{part.Items[0].Name}' is in no package",
                    "begin one of the files of the folder with 'package namespace:name;'");
            }

            return null;
        }

        var main = new PackageText(declared[0].Name!);
        foreach (var other in declared.Where(p => !p.Name!.Equals(main.Name)))
        {
            diagnostics.Error(Codes.Package, other.Location,
                $"this file is of package '{other.Name}', but {declared[0].Location.Path} beside it is of '{main.Name}'",
                "give the files of one folder one package name, or put one of them in a folder of its own");
        }

        main.Parts.AddRange(files.Select(f => f.Package!));
        return main;
    }

    private PackageText Register(PackageText package)
    {
        if (!_packages.TryGetValue(package.Name, out var present))
        {
            _packages.Add(package.Name, package);
            Packages.Add(package);
            return package;
        }

        if (present.Fingerprint != package.Fingerprint)
        {
            diagnostics.Error(Codes.Package, package.Parts[0].Location,
                $"package '{package.Name}' is already defined in {present.Parts[0].Location.Path} with other contents",
                "keep one of them, or give them different versions");
        }

        return present;
    }
}
