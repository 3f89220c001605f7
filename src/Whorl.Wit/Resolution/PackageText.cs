using Whorl.Wit.Model;
using Whorl.Wit.Syntax;

namespace Whorl.Wit.Resolution;

/// <summary>All text of one package: the parts of it in several files, each with its own <c>use</c> names.</summary>
internal sealed class PackageText(WitPackageName name)
{
    public WitPackageName Name { get; } = name;

    public List<PackageNode> Parts { get; } = [];

    public string Docs => string.Join("\n", Parts.Select(p => p.Docs).Where(d => d.Length > 0));

    /// <summary>The same for two texts that differ in comments, spacing and the order of files only.</summary>
    public string Fingerprint => string.Concat(Parts.Select(p => p.Fingerprint).OrderBy(f => f, StringComparer.Ordinal));
}
