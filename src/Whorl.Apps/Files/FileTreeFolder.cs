using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Whorl.Apps.Files;

/// <summary>A folder of a <see cref="FileTree"/>.</summary>
public sealed class FileTreeFolder : FileTreeEntry
{
    private readonly FrozenDictionary<string, FileTreeEntry> _byName;

    /// <summary>Makes the folder.</summary>
    /// <param name="name">Its name; empty for the root.</param>
    /// <param name="entries">What is in it; no two have the same name.</param>
    public FileTreeFolder(string name, IEnumerable<FileTreeEntry> entries)
        : base(name)
    {
        Entries = [.. entries.OrderBy(e => e.Name, StringComparer.Ordinal)];
        _byName = Entries.ToFrozenDictionary(e => e.Name, StringComparer.Ordinal);
    }

    /// <summary>What is in it, in the order of the names' code units.</summary>
    public ImmutableArray<FileTreeEntry> Entries { get; }

    /// <summary>The entry with this name. A name is a key, never a path: <c>..</c> and <c>a/b</c> name nothing.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out FileTreeEntry? entry) => _byName.TryGetValue(name, out entry);
}
