using System.Collections.Immutable;
using Whorl.Wit.Diagnostics;
using Whorl.Wit.Model;
using Whorl.Wit.Resolution;

namespace Whorl.Wit;

/// <summary>What a set of WIT files says, or what is wrong with them.</summary>
public sealed class WitResolution
{
    private WitResolution(WitPackage? root, ImmutableArray<WitPackage> packages, ImmutableArray<WitDiagnostic> diagnostics)
    {
        Root = root;
        Packages = packages;
        Diagnostics = diagnostics;
    }

    /// <summary>The root package; null when it does not declare one itself.</summary>
    public WitPackage? Root { get; }

    /// <summary>All packages, the root among them. With errors they are incomplete.</summary>
    public ImmutableArray<WitPackage> Packages { get; }

    /// <summary>Everything that is wrong, by file and position.</summary>
    public ImmutableArray<WitDiagnostic> Diagnostics { get; }

    /// <summary>Whether the packages are complete and may be used.</summary>
    public bool Success => !Diagnostics.Any(d => d.Severity == WitSeverity.Error);

    /// <summary>Parses and resolves; never throws for what the text says.</summary>
    public static WitResolution Resolve(WitSourceSet sources, WitOptions? options = null)
    {
        var diagnostics = new DiagnosticBag();
        var collector = new PackageCollector(diagnostics);
        var root = collector.AddUnit(sources.Root);
        foreach (var unit in sources.Dependencies)
        {
            collector.AddUnit(unit);
        }

        var packages = Resolver.Resolve(collector.Packages, options ?? new WitOptions(), diagnostics);
        var model = root is null ? null : packages.First(p => p.Name.Equals(root.Name));
        return new WitResolution(model, [.. packages], diagnostics.ToImmutable());
    }

    /// <summary>
    /// Finds a world: by full name (<c>wasi:http/proxy@0.2.12</c>; the version may be left out when only one package of that name is
    /// there), by its name in the root package, or, with null, the only world of the root package.
    /// </summary>
    /// <param name="name">The name, or null.</param>
    /// <param name="error">What is wrong and what to do, when there is no such world.</param>
    /// <returns>The world, or null.</returns>
    public WitWorld? SelectWorld(string? name, out string error)
    {
        error = "";
        if (name is null)
        {
            var worlds = Root?.Worlds ?? [];
            error = worlds.Length == 1 ? "" : $"the root package has {worlds.Length} worlds; name the one to use";
            return worlds.Length == 1 ? worlds[0] : null;
        }

        var isQualified = name.Contains(':');
        var candidates = isQualified ? Packages.SelectMany(p => p.Worlds).ToList() : [.. Root?.Worlds ?? []];
        var matches = candidates
            .Where(w => isQualified ? w.QualifiedName == name || $"{w.Package.Name.Path}/{w.Name}" == name : w.Name == name)
            .ToList();
        if (matches.Count == 1)
        {
            return matches[0];
        }

        error = matches.Count > 1
            ? $"'{name}' is in several versions: {string.Join(", ", matches)}; write one of these names"
            : $"there is no world '{name}'; "
                + NearestName.Remedy(name, candidates.Select(w => isQualified ? w.QualifiedName : w.Name), "check the name and the folder");
        return null;
    }
}
