namespace Whorl.Fuzz.Binaries;

/// <summary>A section of a module or component, or a whole one: a tree, since components hold modules and components.</summary>
internal sealed class Section
{
    private const byte CoreModule = 1;
    private const byte Component = 4;
    private const int PreambleLength = 8;
    private const int MaxDepth = 8;

    private Section(byte id, byte[] content)
    {
        Id = id;
        Content = content;
    }

    public byte Id { get; set; }

    /// <summary>The bytes; of a module or component, those before its sections.</summary>
    public byte[] Content { get; set; }

    /// <summary>The sections of a module or component; null for any other section.</summary>
    public List<Section>? Parts { get; private set; }

    /// <summary>Takes a module or component apart. What cannot be understood stays in one piece.</summary>
    public static Section Parse(byte[] bytes) => Parse(Component, bytes, 0);

    public static Section Leaf(byte id, byte[] content) => new(id, content);

    public Section Copy() => new(Id, [.. Content]) { Parts = Parts?.ConvertAll(p => p.Copy()) };

    /// <summary>A component with this section as a part of it.</summary>
    public Section Wrapped(byte[] preamble) => new(Component, preamble) { Parts = [this] };

    /// <summary>This and every section below it.</summary>
    public IEnumerable<Section> Tree() => Parts is null ? [this] : Parts.SelectMany(p => p.Tree()).Prepend(this);

    /// <summary>The bytes of the module or component, its sections with their right sizes.</summary>
    public byte[] ToBytes()
    {
        if (Parts is null)
        {
            return Content;
        }

        var bytes = new List<byte>(Content);
        foreach (var part in Parts)
        {
            var content = part.ToBytes();
            bytes.Add(part.Id);
            Leb128.Write(bytes, (ulong)content.Length);
            bytes.AddRange(content);
        }

        return [.. bytes];
    }

    private static Section Parse(byte id, byte[] bytes, int depth)
    {
        if (bytes.Length < PreambleLength || depth > MaxDepth)
        {
            return new Section(id, bytes);
        }

        var isComponent = bytes[6] != 0;
        var parts = new List<Section>();
        for (var at = PreambleLength; at < bytes.Length;)
        {
            var part = bytes[at++];
            if (!Leb128.TryRead(bytes, ref at, out var length) || length > (ulong)(bytes.Length - at))
            {
                return new Section(id, bytes);
            }

            var content = bytes[at..(at + (int)length)];
            parts.Add(isComponent && part is CoreModule or Component ? Parse(part, content, depth + 1) : new Section(part, content));
            at += (int)length;
        }

        return new Section(id, bytes[..PreambleLength]) { Parts = parts };
    }
}
