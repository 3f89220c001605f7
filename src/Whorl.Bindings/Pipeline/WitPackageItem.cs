using System.Collections.Immutable;

namespace Whorl.Bindings.Pipeline;

/// <summary>One <c>WitPackage</c> item of a project: a folder (or file) of WIT, the world to bind, and where the code goes.</summary>
/// <param name="Root">Full path of the folder or file.</param>
/// <param name="World">The world, as <c>name</c> or <c>namespace:package/name</c>; empty for the only one.</param>
/// <param name="Namespace">The C# namespace that the generated ones begin with.</param>
/// <param name="Features">Unstable features to take in, separated by commas.</param>
internal sealed record WitPackageItem(string Root, string World, string Namespace, string Features)
{
    /// <summary>Reads the property that Whorl.Bindings.props makes of all items: entries joined by '*', which no path holds, fields by '|'.</summary>
    public static ImmutableArray<WitPackageItem> ParseAll(string property) =>
    [
        .. property.Split(['*'], StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.Split('|'))
            .Where(fields => fields.Length == 4)
            .Select(fields => new WitPackageItem(fields[0], fields[1], fields[2], fields[3])),
    ];

    public ImmutableHashSet<string> FeatureSet => [.. Features.Split([','], StringSplitOptions.RemoveEmptyEntries).Select(f => f.Trim())];

    public bool Contains(string path)
    {
        var root = Normalize(Root).TrimEnd('/');
        var file = Normalize(path);
        return file == root || file.StartsWith(root + "/", StringComparison.Ordinal);
    }

    private static string Normalize(string path) => path.Replace('\\', '/').Replace("//", "/");
}
