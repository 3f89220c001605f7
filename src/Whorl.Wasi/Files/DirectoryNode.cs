using System.Diagnostics.CodeAnalysis;

namespace Whorl.Wasi.Files;

/// <summary>A directory: what the tree has under its name, with what the guest added and removed on top.</summary>
internal sealed class DirectoryNode : FileNode
{
    private readonly FileSpace _space;
    private readonly TreeDirectory? _lower;
    private readonly ulong _id;
    private ulong _version;

    // What was looked up or changed.
    private readonly Dictionary<string, Entry> _upper = new(StringComparer.Ordinal);

    public DirectoryNode(FileSpace space, DirectoryNode? parent, TreeDirectory lower)
        : base(FileTime.From(DateTimeOffset.UnixEpoch))
    {
        _space = space;
        _lower = lower;
        _id = space.NextId();
        Parent = parent;
    }

    public DirectoryNode(FileSpace space, DirectoryNode parent)
        : base(space.Now())
    {
        _space = space;
        _id = space.NextId();
        Parent = parent;
    }

    public DirectoryNode? Parent { get; private set; }

    /// <summary>Whether the directory was removed while a descriptor of it was open.</summary>
    public bool IsRemoved { get; private set; }

    public override long Length => 0;

    public override UInt128 MetadataHash() => _lower is not null && _version == 0
        ? MetadataHasher.OfTree(_lower.Path + "/", [])
        : MetadataHasher.OfTransient(_id, 0, Modified, _version);

    public bool TryFind(string name, [NotNullWhen(true)] out FileNode? node)
    {
        if (_upper.TryGetValue(name, out Entry known))
        {
            node = known.Node;
        }
        else
        {
            node = _lower?.Find(name) switch
            {
                TreeDirectory directory => new DirectoryNode(_space, this, directory),
                FileContent content => new RegularFile(_space, $"{_lower.Path}/{name}", content),
                _ => null,
            };
            if (node is not null)
            {
                // The same object next time: descriptors of it must agree.
                _upper.Add(name, new Entry(node, IsAdded: false));
            }
        }

        return node is not null;
    }

    /// <summary>The names of all entries, in ordinal order.</summary>
    public string[] Names()
    {
        IEnumerable<string> kept = _lower is null ? [] : _lower.Names.Where(IsAsInTree);
        return [.. kept.Concat(_upper.Where(e => e.Value.IsAdded).Select(e => e.Key)).Order(StringComparer.Ordinal)];
    }

    public bool IsEmpty => Names().Length == 0;

    /// <summary>Gives a node a name here that is not taken, if there is room for it.</summary>
    public FileErrorCode? Add(string name, FileNode node)
    {
        if (IsRemoved)
        {
            return FileErrorCode.NoEntry;
        }

        if (!_space.TryReserveNode(name))
        {
            return FileErrorCode.InsufficientSpace;
        }

        Put(name, node);
        return null;
    }

    /// <summary>Gives a node a name here that is not taken. The room for it was taken already.</summary>
    public void Put(string name, FileNode node)
    {
        _upper[name] = new Entry(node, IsAdded: true);
        if (node is DirectoryNode directory)
        {
            directory.Parent = this;
        }

        Changed();
    }

    /// <summary>Takes a name away. What it named goes on living while it is open or has other names.</summary>
    public void Remove(string name)
    {
        if (_upper.Remove(name, out Entry entry) && entry.IsAdded)
        {
            _space.ReleaseNode(name);
        }

        if (_lower?.Find(name) is not null)
        {
            _upper.Add(name, default);
        }

        Changed();
    }

    public void MarkRemoved() => IsRemoved = true;

    public void SetTimes(FileTime? accessed, FileTime? modified)
    {
        Accessed = accessed ?? Accessed;
        Modified = modified ?? Modified;
        StatusChanged = _space.Now();
        _version++;
    }

    private bool IsAsInTree(string name) => !_upper.TryGetValue(name, out Entry entry) || !(entry.IsAdded || entry.IsGone);

    private void Changed()
    {
        _version++;
        Touch(_space.Now());
    }

    /// <param name="Node">What has the name; null says that what the tree has under it is gone.</param>
    /// <param name="IsAdded">Whether the guest gave it the name.</param>
    private readonly record struct Entry(FileNode? Node, bool IsAdded)
    {
        public bool IsGone => Node is null;
    }
}
