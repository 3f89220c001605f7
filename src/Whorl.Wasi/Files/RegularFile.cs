namespace Whorl.Wasi.Files;

/// <summary>A file: content of the tree until the guest first changes it, then a copy in memory.</summary>
internal sealed class RegularFile : FileNode
{
    private readonly FileSpace _space;
    private readonly ulong _id;
    private readonly string _path = "";
    private FileContent? _content;
    private byte[] _data = [];
    private long _length;
    private ulong _version;
    private int _users;

    /// <summary>A file of the tree.</summary>
    public RegularFile(FileSpace space, string path, FileContent content)
        : base(FileTime.From(content.Modified))
    {
        _space = space;
        _path = path;
        _content = content;
        _length = content.Length;
        _id = space.NextId();
    }

    /// <summary>An empty file that the guest made.</summary>
    public RegularFile(FileSpace space)
        : base(space.Now())
    {
        _space = space;
        _id = space.NextId();
    }

    public override long Length => _length;

    public override UInt128 MetadataHash() => _content is { } content && _version == 0
        ? MetadataHasher.OfTree(_path, content.Digest.Span)
        : MetadataHasher.OfTransient(_id, _length, Modified, _version);

    /// <summary>Reads what fits, less only at the end.</summary>
    public FileErrorCode? Read(ulong offset, Span<byte> destination, out int count)
    {
        lock (_space)
        {
            return ReadLocked(offset, destination, out count);
        }
    }

    /// <summary>Writes all bytes, extending the file with zeros up to the place if need be.</summary>
    public FileErrorCode? Write(ulong offset, ReadOnlySpan<byte> bytes)
    {
        lock (_space)
        {
            return WriteLocked(offset, bytes);
        }
    }

    /// <summary>Writes all bytes at the end.</summary>
    public FileErrorCode? Append(ReadOnlySpan<byte> bytes)
    {
        lock (_space)
        {
            return WriteLocked((ulong)_length, bytes);
        }
    }

    public FileErrorCode? SetLength(ulong length)
    {
        lock (_space)
        {
            return Reshape(length);
        }
    }

    public void SetTimes(FileTime? accessed, FileTime? modified)
    {
        Accessed = accessed ?? Accessed;
        Modified = modified ?? Modified;
        StatusChanged = _space.Now();
        _version++;
    }

    /// <summary>A descriptor or stream uses the file from now on.</summary>
    public void Open()
    {
        lock (_space)
        {
            _users++;
        }
    }

    /// <summary>A descriptor or stream uses the file no more.</summary>
    public void Close()
    {
        lock (_space)
        {
            _users--;
            ReleaseIfUnused();
        }
    }

    public void AddName() => Links++;

    public void RemoveName()
    {
        lock (_space)
        {
            Links--;
            ReleaseIfUnused();
        }
    }

    private FileErrorCode? ReadLocked(ulong offset, Span<byte> destination, out int count)
    {
        count = 0;
        if (offset >= (ulong)_length)
        {
            return null;
        }

        if (_content is { } content)
        {
            try
            {
                count = content.Read((long)offset, destination);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
            {
                return FileErrorCode.Io;
            }

            return null;
        }

        ReadOnlySpan<byte> rest = _data.AsSpan(0, (int)_length)[(int)offset..];
        count = Math.Min(rest.Length, destination.Length);
        rest[..count].CopyTo(destination);
        return null;
    }

    private FileErrorCode? WriteLocked(ulong offset, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return null;
        }

        ulong end = offset + (ulong)bytes.Length;
        if (end < offset)
        {
            return FileErrorCode.FileTooLarge;
        }

        if (Reshape(Math.Max(end, (ulong)_length)) is { } error)
        {
            return error;
        }

        bytes.CopyTo(_data.AsSpan((int)offset));
        return null;
    }

    /// <summary>Memory counts until nothing can reach it: a file without a name, but still open, is not free.</summary>
    private void ReleaseIfUnused()
    {
        if (Links == 0 && _users == 0 && _content is null)
        {
            _space.Release(_length);
            _data = [];
            _length = 0;
        }
    }

    /// <summary>Makes the file one in memory of some length, if there is room.</summary>
    private FileErrorCode? Reshape(ulong length)
    {
        long inMemory = _content is null ? _length : 0;
        if (length > (ulong)Array.MaxLength || !_space.TryReserve((long)length - inMemory))
        {
            return length > (ulong)Array.MaxLength ? FileErrorCode.FileTooLarge : FileErrorCode.InsufficientSpace;
        }

        if (_content is { } content)
        {
            var copy = new byte[length];
            try
            {
                content.Read(0, copy.AsSpan(0, (int)Math.Min((ulong)content.Length, length)));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
            {
                _space.Release((long)length);
                return FileErrorCode.Io;
            }

            _data = copy;
            _content = null;
        }
        else if (length > (ulong)_data.Length)
        {
            Array.Resize(ref _data, (int)Math.Min((ulong)Array.MaxLength, Math.Max(length, 2 * (ulong)_data.Length)));
        }
        else if (length < (ulong)_length)
        {
            // What is cut off must read as zeros when the file grows again.
            _data.AsSpan((int)length, (int)(_length - (long)length)).Clear();
        }

        _length = (long)length;
        _version++;
        Touch(_space.Now());
        return null;
    }
}
