using Whorl.Components.Validation;

namespace Whorl.Components.Binary;

/// <summary>Reads the bytes that say what sort of thing an index refers to.</summary>
internal static class SortReader
{
    public static Sort Read(ref ByteReader reader)
    {
        var first = reader.ReadByte();
        if (first != 0x00)
        {
            return ComponentSort(ref reader, first);
        }

        var second = reader.ReadByte();
        return second == 0x11 ? Sort.CoreModule : throw reader.UnknownByte(second, "component external kind");
    }

    public static Sort ComponentSort(ref ByteReader reader, byte code) => code switch
    {
        0x01 => Sort.Func,
        0x02 => Sort.Value,
        0x03 => Sort.Type,
        0x04 => Sort.Component,
        0x05 => Sort.Instance,
        _ => throw reader.UnknownByte(code, "component external kind"),
    };

    public static CoreSort ReadCore(ref ByteReader reader) => CoreSortOf(ref reader, reader.ReadByte());

    public static CoreSort CoreSortOf(ref ByteReader reader, byte code) => code switch
    {
        0x00 => CoreSort.Func,
        0x01 => CoreSort.Table,
        0x02 => CoreSort.Memory,
        0x03 => CoreSort.Global,
        0x04 => CoreSort.Tag,
        _ => throw reader.UnknownByte(code, "external kind"),
    };
}
