namespace Whorl.Runtime.Engines;

/// <summary>How large a linear memory is at first, and how large its module lets it become.</summary>
/// <param name="InitialBytes">Its size in a new instance.</param>
/// <param name="MaximumBytes">The size that the module sets as its maximum; null for none.</param>
internal readonly record struct MemoryRange(long InitialBytes, long? MaximumBytes)
{
    /// <summary>The section that defines memories.</summary>
    public const byte SectionId = 5;

    private const long PageBytes = 65_536;

    /// <summary>Whether an instance can make it larger.</summary>
    public bool CanGrow => MaximumBytes is not { } maximum || maximum > InitialBytes;

    /// <summary>The memories that a core module defines.</summary>
    public static List<MemoryRange> OfModule(ReadOnlySpan<byte> module)
    {
        var memories = new List<MemoryRange>();
        var sections = new SectionReader(module.Length < 8 ? [] : module[8..]);
        while (sections.TryReadSection(out byte id, out ReadOnlySpan<byte> content))
        {
            if (id == SectionId)
            {
                memories.AddRange(ReadAll(new SectionReader(content)));
            }
        }

        return memories;
    }

    /// <summary>The memories that a section defines.</summary>
    public static List<MemoryRange> ReadAll(SectionReader items)
    {
        const byte HasMaximum = 1;
        var memories = new List<MemoryRange>();
        items.TryReadU32(out uint count);
        while (memories.Count < count && items.TryReadByte(out byte flags) && items.TryReadU32(out uint initial))
        {
            uint maximum = 0;
            bool hasMaximum = (flags & HasMaximum) != 0;
            if (hasMaximum && !items.TryReadU32(out maximum))
            {
                break;
            }

            memories.Add(new MemoryRange(initial * PageBytes, hasMaximum ? maximum * PageBytes : null));
        }

        return memories;
    }
}
