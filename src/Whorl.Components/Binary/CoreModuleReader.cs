using Whorl.Components.Types.CoreModules;

namespace Whorl.Components.Binary;

/// <summary>
/// Reads what a core module imports and exports. The engine validates the module as a whole; here only the sections are
/// read that the module's type depends on.
/// </summary>
internal sealed class CoreModuleReader
{
    // The position of each section id in the order that the format prescribes.
    private static ReadOnlySpan<byte> SectionOrder => [0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 12, 13, 11, 6];

    private readonly CoreTypeReader _typeReader;
    private readonly List<CoreType> _types = [];
    private readonly List<CoreFunctionExtern> _functions = [];
    private readonly List<CoreTableExtern> _tables = [];
    private readonly List<CoreMemoryExtern> _memories = [];
    private readonly List<CoreGlobalExtern> _globals = [];
    private readonly List<CoreTagExtern> _tags = [];
    private readonly CoreModuleTypeBuilder _builder = new();

    private CoreModuleReader(CoreTypeInterner interner)
    {
        _typeReader = new CoreTypeReader(interner, TypeAt);
    }

    /// <summary>Reads the type of the module in <paramref name="bytes"/>, which lies at <paramref name="origin"/> in the file.</summary>
    public static CoreModuleType Read(ReadOnlyMemory<byte> bytes, long origin, CoreTypeInterner interner)
    {
        var reader = new ByteReader(bytes, origin);
        Preamble.ReadModule(ref reader);
        return new CoreModuleReader(interner).ReadSections(ref reader);
    }

    private CoreModuleType ReadSections(ref ByteReader reader)
    {
        var last = 0;
        while (!reader.AtEnd)
        {
            var start = reader.Offset;
            var id = reader.ReadByte();
            var section = reader.ReadSection(reader.ReadU32());
            if (id >= SectionOrder.Length)
            {
                throw new InvalidComponentException($"malformed section id: {id}", start);
            }

            if (id == 0)
            {
                section.ReadName();
                continue;
            }

            if (SectionOrder[id] <= last)
            {
                throw new InvalidComponentException("section out of order", start);
            }

            last = SectionOrder[id];
            ReadSection(id, ref section);
        }

        return _builder.Build();
    }

    private void ReadSection(int id, ref ByteReader section)
    {
        // Start, element, code and data sections say nothing about the module's type.
        if (id is not (1 or 2 or 3 or 4 or 5 or 6 or 7 or 13))
        {
            return;
        }

        var count = section.ReadCount(BinaryLimits.Definitions, "definition");
        for (var i = 0; i < count; i++)
        {
            switch (id)
            {
                case 1:
                    _types.AddRange(_typeReader.ReadGroup(ref section, _types.Count));
                    break;
                case 2:
                    ReadImport(ref section);
                    break;
                case 3:
                    _functions.Add(new CoreFunctionExtern(_typeReader.ReadFunctionIndex(ref section)));
                    break;
                case 4:
                    ReadTable(ref section);
                    break;
                case 5:
                    _memories.Add(CoreTypeReader.ReadMemory(ref section));
                    break;
                case 6:
                    _globals.Add(_typeReader.ReadGlobal(ref section));
                    ConstantExpression.Skip(ref section, _typeReader);
                    break;
                case 7:
                    ReadExport(ref section);
                    break;
                default:
                    _tags.Add(_typeReader.ReadTag(ref section));
                    break;
            }
        }

        section.ExpectEnd("core module");
    }

    private void ReadImport(ref ByteReader section)
    {
        var offset = section.Offset;
        var module = section.ReadName();
        var name = section.ReadName();
        var type = _typeReader.ReadExternType(ref section);
        switch (type)
        {
            case CoreFunctionExtern function:
                _functions.Add(function);
                break;
            case CoreTableExtern table:
                _tables.Add(table);
                break;
            case CoreMemoryExtern memory:
                _memories.Add(memory);
                break;
            case CoreGlobalExtern global:
                _globals.Add(global);
                break;
            case CoreTagExtern tag:
                _tags.Add(tag);
                break;
        }

        _builder.AddImport(module, name, type, offset);
    }

    private void ReadTable(ref ByteReader section)
    {
        var hasInitializer = section.PeekByte() == 0x40;
        if (hasInitializer)
        {
            section.ReadByte();
            section.ReadBool("table initializer");
        }

        _tables.Add(_typeReader.ReadTable(ref section));
        if (hasInitializer)
        {
            ConstantExpression.Skip(ref section, _typeReader);
        }
    }

    private void ReadExport(ref ByteReader section)
    {
        var offset = section.Offset;
        var name = section.ReadName();
        var kind = section.ReadByte();
        if (kind > 4)
        {
            throw section.UnknownByte(kind, "external kind");
        }

        var index = section.ReadU32();
        CoreExternType type = kind switch
        {
            0 => At(_functions, index, "function", offset),
            1 => At(_tables, index, "table", offset),
            2 => At(_memories, index, "memory", offset),
            3 => At(_globals, index, "global", offset),
            _ => At(_tags, index, "tag", offset),
        };
        _builder.AddExport(name, type, offset);
    }

    private CoreType TypeAt(uint index, long offset) => At(_types, index, "type", offset);

    private static T At<T>(List<T> items, uint index, string what, long offset) => index < items.Count
        ? items[(int)index]
        : throw new InvalidComponentException($"unknown {what} {index}: {what} index out of bounds", offset);
}
