namespace Whorl.Apps.Model;

/// <summary>The import that a dependency satisfies: <c>namespace:package[/interface][@version]</c>, or a plain kebab-case name.</summary>
/// <param name="Package">The package, <c>namespace:name</c>; null for a plain name.</param>
/// <param name="Interface">The interface, or the plain name; null for all interfaces of the package.</param>
/// <param name="Version">The semantic version; null for any.</param>
public sealed record DependencyName(string? Package, string? Interface, string? Version)
{
    /// <summary>Whether it is an import's plain name.</summary>
    public bool IsPlain => Package is null;

    /// <summary>The name as the manifest writes it.</summary>
    public override string ToString() =>
        Package is null ? Interface! : $"{Package}{(Interface is null ? "" : "/" + Interface)}{(Version is null ? "" : "@" + Version)}";
}
