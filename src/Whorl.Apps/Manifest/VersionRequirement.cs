using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Whorl.Apps.Manifest;

/// <summary>A requirement such as <c>^1.2</c>, <c>&gt;=1.0, &lt;2</c> or <c>*</c>: what it means is what Cargo takes it to mean.</summary>
internal sealed class VersionRequirement
{
    private readonly ImmutableArray<VersionComparator> _comparators;

    private VersionRequirement(ImmutableArray<VersionComparator> comparators) => _comparators = comparators;

    public static bool TryParse(string text, [NotNullWhen(true)] out VersionRequirement? requirement)
    {
        var comparators = ImmutableArray.CreateBuilder<VersionComparator>();
        requirement = null;
        foreach (var part in text.Split(','))
        {
            if (!VersionComparator.TryParse(part.Trim(), out var comparator))
            {
                return false;
            }

            comparators.Add(comparator);
        }

        requirement = new VersionRequirement(comparators.ToImmutable());
        return true;
    }

    /// <summary>Whether a version meets it. A pre-release does only if the requirement names one of the same version.</summary>
    public bool Allows(SemanticVersion version) =>
        _comparators.All(c => c.Allows(version)) && (version.Prerelease.Length == 0 || _comparators.Any(c => c.NamesPrereleaseOf(version)));
}
