using System.Security.Cryptography;
using System.Text;

namespace Whorl.Apps.Files;

/// <summary>Makes a <see cref="FileTree"/> of a list of guest paths.</summary>
internal static class FileTreeBuilder
{
    /// <param name="files">Guest paths as names from the root, each once; none is the beginning of another.</param>
    public static FileTree Build(IReadOnlyCollection<KeyValuePair<string[], FileContent>> files)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, content) in files.OrderBy(f => string.Join('/', f.Key), StringComparer.Ordinal))
        {
            // Neither a path nor a digest contains a zero byte, so that no two trees give the same text.
            digest.AppendData(Encoding.UTF8.GetBytes($"{string.Join('/', path)}\0{content.Digest}\0"));
        }

        return new FileTree(BuildFolder("", files, depth: 0), Convert.ToHexStringLower(digest.GetHashAndReset()));
    }

    private static FileTreeFolder BuildFolder(string name, IEnumerable<KeyValuePair<string[], FileContent>> files, int depth) =>
        new(name, files.GroupBy(f => f.Key[depth], StringComparer.Ordinal).Select(group =>
            group.First() is var (path, content) && path.Length == depth + 1
                ? (FileTreeEntry)new FileTreeFile(group.Key, content)
                : BuildFolder(group.Key, group, depth + 1)));
}
