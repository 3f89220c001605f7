using System.Collections.Immutable;

namespace Whorl.Wit;

/// <summary>
/// The WIT files of one root package and its dependencies. Each unit (a folder, or a single file) is one package that may be
/// spread over several files, and may hold other packages in <c>package x { }</c> blocks.
/// </summary>
/// <param name="Root">The files of the root package.</param>
/// <param name="Dependencies">The units that the root may refer to, in any order.</param>
public sealed record WitSourceSet(ImmutableArray<WitSource> Root, ImmutableArray<ImmutableArray<WitSource>> Dependencies)
{
    private static readonly char[] s_separators = ['/', '\\'];

    /// <summary>A root package in a single file, with its dependencies written inside it as <c>package x { }</c>.</summary>
    public static WitSourceSet FromText(string path, string text) => new([new WitSource(path, text)], []);

    /// <summary>
    /// Sorts the files of a folder by WIT's conventions: <c>*.wit</c> directly in it are the root package; each file and each
    /// folder in <c>deps</c> is a dependency. Other files are left out.
    /// </summary>
    /// <param name="root">The folder, or one <c>.wit</c> file.</param>
    /// <param name="files">Files with paths that begin with <paramref name="root"/>.</param>
    public static WitSourceSet FromFolder(string root, IEnumerable<WitSource> files)
    {
        var prefix = Normalize(root);
        var rootFiles = new List<WitSource>();
        var units = new SortedDictionary<string, List<WitSource>>(StringComparer.Ordinal);
        foreach (var file in files.OrderBy(f => f.Path, StringComparer.Ordinal))
        {
            var path = Normalize(file.Path);
            if (path == prefix)
            {
                rootFiles.Add(file);
                continue;
            }

            if (!path.StartsWith(prefix + "/", StringComparison.Ordinal) || !path.EndsWith(".wit", StringComparison.Ordinal))
            {
                continue;
            }

            var parts = path.Substring(prefix.Length + 1).Split('/');
            if (parts.Length == 1)
            {
                rootFiles.Add(file);
            }
            else if (parts[0] == "deps" && parts.Length is 2 or 3)
            {
                if (!units.TryGetValue(parts[1], out var unit))
                {
                    units.Add(parts[1], unit = []);
                }

                unit.Add(file);
            }
        }

        return new WitSourceSet([.. rootFiles], [.. units.Values.Select(u => u.ToImmutableArray())]);
    }

    private static string Normalize(string path) => path.Replace('\\', '/').Replace("//", "/").TrimEnd(s_separators);
}
