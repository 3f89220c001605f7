namespace Whorl.Runtime.Engines;

/// <summary>What the core modules of a component ask of the engine, read off their sections before anything is compiled.</summary>
/// <param name="Modules">Core modules.</param>
/// <param name="Memories">Linear memories they define.</param>
/// <param name="Tables">Tables they define.</param>
/// <param name="LargestMemoryBytes">The initial size of the largest of the memories.</param>
/// <param name="DataBytes">Bytes of data segments: what instances share until they write to it.</param>
/// <param name="DataOffset">Where the data of a module begins, at the most.</param>
internal readonly record struct ModuleDemand(int Modules, int Memories, int Tables, long LargestMemoryBytes, long DataBytes, long DataOffset)
{
    private const int MaxNesting = 100;

    /// <summary>Reads the demand of a component, or of a core module. What cannot be understood counts for nothing; decoding reports it.</summary>
    public static ModuleDemand Of(ReadOnlySpan<byte> wasm) => OfBinary(wasm, MaxNesting);

    /// <summary>What two binaries ask for together.</summary>
    public static ModuleDemand operator +(ModuleDemand one, ModuleDemand other) => new(
        one.Modules + other.Modules,
        one.Memories + other.Memories,
        one.Tables + other.Tables,
        Math.Max(one.LargestMemoryBytes, other.LargestMemoryBytes),
        one.DataBytes + other.DataBytes,
        Math.Max(one.DataOffset, other.DataOffset));

    private static ModuleDemand OfBinary(ReadOnlySpan<byte> wasm, int nesting)
    {
        if (nesting == 0 || !wasm.StartsWith("\0asm"u8) || wasm.Length < 8)
        {
            return default;
        }

        // The second half of the version field tells components (1) from core modules (0).
        return wasm[6] == 0 ? OfModule(new SectionReader(wasm[8..])) : OfComponent(new SectionReader(wasm[8..]), nesting);
    }

    private static ModuleDemand OfComponent(SectionReader sections, int nesting)
    {
        const byte CoreModule = 1;
        const byte Component = 4;
        ModuleDemand sum = default;
        while (sections.TryReadSection(out byte id, out ReadOnlySpan<byte> content))
        {
            if (id is CoreModule or Component)
            {
                sum += OfBinary(content, nesting - 1);
            }
        }

        return sum;
    }

    private static ModuleDemand OfModule(SectionReader sections)
    {
        const byte Table = 4;
        const byte Memory = MemoryRange.SectionId;
        const byte Data = 11;
        var demand = new ModuleDemand(1, 0, 0, 0, 0, 0);
        while (sections.TryReadSection(out byte id, out ReadOnlySpan<byte> content))
        {
            var items = new SectionReader(content);
            switch (id)
            {
                case Table when items.TryReadU32(out uint tables):
                    demand = demand with { Tables = (int)Math.Min(tables, int.MaxValue / 2) };
                    break;
                case Memory:
                    List<MemoryRange> memories = MemoryRange.ReadAll(items);
                    demand = demand with { Memories = memories.Count, LargestMemoryBytes = memories.Select(m => m.InitialBytes).DefaultIfEmpty().Max() };
                    break;
                case Data:
                    demand = demand with { DataBytes = content.Length, DataOffset = FirstOffset(items) };
                    break;
            }
        }

        return demand;
    }

    /// <summary>Where the first data segment is placed, if a constant says so.</summary>
    private static long FirstOffset(SectionReader items)
    {
        const uint Active = 0;
        const byte ConstI32 = 0x41;
        return items.TryReadU32(out uint count) && count > 0
            && items.TryReadU32(out uint kind) && kind == Active
            && items.TryReadByte(out byte instruction) && instruction == ConstI32
            && items.TryReadU32(out uint offset)
            ? offset
            : 0;
    }
}
