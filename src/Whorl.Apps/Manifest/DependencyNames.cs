using Whorl.Apps.Diagnostics;
using Whorl.Apps.Model;
using Whorl.Apps.Toml;

namespace Whorl.Apps.Manifest;

/// <summary>Reads the names of dependencies and finds those that claim the same interface.</summary>
internal static class DependencyNames
{
    /// <summary>Reads <c>namespace:package[/interface][@version]</c> or a plain name; null, with a report, when it is neither.</summary>
    public static DependencyName? Parse(Located<string> key, DiagnosticBag diagnostics)
    {
        var text = key.Value;
        if (!text.AsSpan().ContainsAny(":/"))
        {
            if (Identifiers.IsKebab(text))
            {
                return new DependencyName(null, text, null);
            }

            return Bad($"dependency name `{text}` is neither a package nor a kebab-case name");
        }

        var (name, version) = SplitAt(text, '@');
        var (package, @interface) = SplitAt(name, '/');
        if (package.Split(':') is not [var ns, var rest] || !Identifiers.IsKebab(ns) || !Identifiers.IsKebab(rest))
        {
            return Bad($"`{package}` in dependency name `{text}` is not a package name");
        }

        if (@interface is not null && !Identifiers.IsKebab(@interface))
        {
            return Bad($"`{@interface}` in dependency name `{text}` is not an interface name");
        }

        if (version is not null && !SemanticVersion.TryParse(version, out _))
        {
            return Bad($"`{version}` in dependency name `{text}` is not a semantic version");
        }

        return new DependencyName(package, @interface, version);

        DependencyName? Bad(string message)
        {
            diagnostics.Error(
                DiagnosticCode.BadDependency,
                key.Location,
                message,
                "Write `namespace:package/interface@1.2.3`; interface and version may be left out.");
            return null;
        }
    }

    /// <summary>Reports dependencies of one component that could both satisfy the same import.</summary>
    public static void CheckDisjoint(IReadOnlyList<DependencyConfig> dependencies, string owner, DiagnosticBag diagnostics)
    {
        for (var i = 0; i < dependencies.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (dependencies[i].Name is { } second && dependencies[j].Name is { } first && Overlap(first, second))
                {
                    diagnostics.Error(
                        DiagnosticCode.OverlappingDependencies,
                        dependencies[i].Location,
                        $"dependencies `{first}` and `{second}` of {owner} claim the same interface",
                        "Give them different interfaces, or versions that are not compatible with each other.");
                }
            }
        }
    }

    private static (string Before, string? After) SplitAt(string text, char separator) =>
        text.IndexOf(separator, StringComparison.Ordinal) is >= 0 and var index ? (text[..index], text[(index + 1)..]) : (text, null);

    private static bool Overlap(DependencyName first, DependencyName second)
    {
        if (first.IsPlain || first.Package != second.Package)
        {
            return false;
        }

        if (first.Version is { } a && second.Version is { } b
            && SemanticVersion.TryParse(a, out var left) && SemanticVersion.TryParse(b, out var right)
            && left.Compatible != right.Compatible)
        {
            return false;
        }

        return first.Interface is null || second.Interface is null || first.Interface == second.Interface;
    }
}
