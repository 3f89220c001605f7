using Whorl.Components.Binary;
using Whorl.Components.Types.CoreModules;

namespace Whorl.Components.Inspection;

/// <summary>Reads off a core module's sections what its type does not tell.</summary>
internal sealed class ModuleSections
{
    private const string NameSection = "name";
    private const string ComponentTypePrefix = "component-type";

    private readonly List<InspectedMemory> _memories = [];
    private long _codeBytes;
    private long _dataBytes;
    private int _functions;
    private string? _name;
    private Toolchain _toolchain = Toolchain.Unknown;

    /// <summary>Whether the module says of what component it is the core.</summary>
    public bool HasComponentType { get; private set; }

    /// <exception cref="InvalidComponentException">The module is malformed.</exception>
    public static ModuleSections Read(ReadOnlyMemory<byte> module)
    {
        var sections = new ModuleSections();
        var reader = new ByteReader(module, 0);
        Preamble.ReadModule(ref reader);
        while (!reader.AtEnd)
        {
            var id = reader.ReadByte();
            var section = reader.ReadSection(reader.ReadU32());
            sections.ReadSection(id, ref section);
        }

        return sections;
    }

    public InspectedModule Describe(long bytes, string? name) => new()
    {
        Name = name ?? _name,
        Bytes = bytes,
        CodeBytes = _codeBytes,
        DataBytes = _dataBytes,
        Functions = _functions,
        Memories = [.. _memories],
        Toolchain = _toolchain,
    };

    private void ReadSection(byte id, ref ByteReader section)
    {
        switch (id)
        {
            case 0:
                ReadCustom(ref section);
                break;
            case 3:
                _functions = section.ReadCount(BinaryLimits.Definitions, "function");
                break;
            case 5:
                var count = section.ReadCount(BinaryLimits.Definitions, "memory");
                for (var i = 0; i < count; i++)
                {
                    _memories.Add(Describe(CoreTypeReader.ReadMemory(ref section)));
                }

                break;
            case 10:
                _codeBytes = section.Remaining;
                break;
            case 11:
                _dataBytes = section.Remaining;
                break;
        }
    }

    private void ReadCustom(ref ByteReader section)
    {
        switch (section.ReadName())
        {
            case Toolchain.SectionName:
                _toolchain = Toolchain.Read(section.Rest);
                break;
            case NameSection:
                _name = ReadName(section);
                break;
            case var name when name.StartsWith(ComponentTypePrefix, StringComparison.Ordinal):
                HasComponentType = true;
                break;
        }
    }

    // The module's own name is the first subsection, if there is one. Names are only a courtesy.
    private static string? ReadName(ByteReader section)
    {
        try
        {
            return !section.AtEnd && section.ReadByte() == 0 && section.ReadU32() > 0 ? section.ReadName() : null;
        }
        catch (InvalidComponentException)
        {
            return null;
        }
    }

    // A 64-bit memory may have any 64-bit number of pages, which is more bytes than 64 bits count.
    private static InspectedMemory Describe(CoreMemoryExtern memory)
    {
        var page = (decimal)(1UL << (int)Math.Min(memory.PageSizeLog2, 16));
        return new InspectedMemory(memory.Limits.Minimum * page, memory.Limits.Maximum * page);
    }
}
