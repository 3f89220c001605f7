using System.Collections.Frozen;

namespace Whorl.Wasi.Files;

/// <summary>A directory of a <see cref="FileTree"/>: mutable while the tree is made, then sealed.</summary>
internal sealed class TreeDirectory(string path)
{
    private readonly SortedDictionary<string, object> _adding = new(StringComparer.Ordinal);
    private FrozenDictionary<string, object> _entries = FrozenDictionary<string, object>.Empty;

    /// <summary>Path from the root, with no leading slash; what makes a directory's identity.</summary>
    public string Path { get; } = path;

    /// <summary>The entries' names in ordinal order.</summary>
    public string[] Names { get; private set; } = [];

    public TreeDirectory? GetOrAddDirectory(string name)
    {
        if (!_adding.TryGetValue(name, out object? entry))
        {
            entry = new TreeDirectory(Path.Length == 0 ? name : $"{Path}/{name}");
            _adding.Add(name, entry);
        }

        return entry as TreeDirectory;
    }

    public bool TryAddFile(string name, FileContent content) => _adding.TryAdd(name, content);

    public void Seal()
    {
        Names = [.. _adding.Keys];
        _entries = _adding.ToFrozenDictionary(StringComparer.Ordinal);
        foreach (object entry in _adding.Values)
        {
            (entry as TreeDirectory)?.Seal();
        }

        _adding.Clear();
    }

    /// <summary>The entry of that name: a <see cref="TreeDirectory"/>, a <see cref="FileContent"/>, or null.</summary>
    public object? Find(string name) => _entries.GetValueOrDefault(name);

    public void DisposeContents()
    {
        foreach (object entry in _entries.Values)
        {
            (entry as FileContent)?.Dispose();
            (entry as TreeDirectory)?.DisposeContents();
        }
    }
}
