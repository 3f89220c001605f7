using Whorl.Components.Validation;

namespace Whorl.Components.Binary;

/// <summary>Reads aliases.</summary>
internal static class AliasReader
{
    public static void Read(ref ByteReader reader, ComponentScope scope)
    {
        // What the first bytes may be depends on the kind of alias, which follows them.
        var sort = reader;
        reader.ReadByte();
        if (sort.PeekByte() == 0x00)
        {
            reader.ReadByte();
        }

        var kind = reader.ReadByte();
        switch (kind)
        {
            case 0x00:
                scope.AddInstanceExport(SortReader.Read(ref sort), reader.ReadU32(), reader.ReadName());
                break;
            case 0x01:
                scope.AddCoreExport(ReadCoreSort(ref sort), reader.ReadU32(), reader.ReadName());
                break;
            case 0x02:
                ReadOuter(ref sort, scope, reader.ReadU32(), reader.ReadU32());
                break;
            default:
                throw reader.UnknownByte(kind, "alias");
        }
    }

    private static CoreSort ReadCoreSort(ref ByteReader sort)
    {
        var first = sort.ReadByte();
        return first == 0x00 ? SortReader.ReadCore(ref sort) : throw sort.UnknownByte(first, "core instance export kind");
    }

    private static void ReadOuter(ref ByteReader sort, ComponentScope scope, uint count, uint index)
    {
        var first = sort.ReadByte();
        var code = first == 0x00 ? sort.ReadByte() : first;
        switch (first, code)
        {
            case (0x00, 0x10):
                scope.AddOuterCoreType(count, index);
                break;
            case (0x00, 0x11):
                scope.AddOuterCoreModule(count, index);
                break;
            case (0x03, _):
                scope.AddOuterType(count, index);
                break;
            case (0x04, _):
                scope.AddOuterComponent(count, index);
                break;
            default:
                throw sort.UnknownByte(code, "component outer alias kind");
        }
    }
}
