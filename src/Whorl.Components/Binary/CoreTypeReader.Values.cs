using Whorl.Components.Types.CoreModules;

namespace Whorl.Components.Binary;

// Value types, and the types of imports and exports.
internal sealed partial class CoreTypeReader
{
    public CoreExternType ReadExternType(ref ByteReader reader)
    {
        var kind = reader.ReadByte();
        return kind switch
        {
            0x00 => new CoreFunctionExtern(ReadFunctionIndex(ref reader)),
            0x01 => ReadTable(ref reader),
            0x02 => ReadMemory(ref reader),
            0x03 => ReadGlobal(ref reader),
            0x04 => ReadTag(ref reader),
            _ => throw reader.UnknownByte(kind, "external kind"),
        };
    }

    public CoreType ReadFunctionIndex(ref ByteReader reader)
    {
        var offset = reader.Offset;
        var index = reader.ReadU32();
        var type = _lookup(index, offset);
        return type.IsFunction ? type : throw new InvalidComponentException($"type index {index} is not a function type", offset);
    }

    public CoreTableExtern ReadTable(ref ByteReader reader)
    {
        var element = ReadReferenceType(ref reader, reader.ReadByte());
        var flags = ReadFlags(ref reader, 0x07, "table limits");
        var limits = ReadLimits(ref reader, (flags & 1) != 0);
        return new CoreTableExtern(element, limits, Is64: (flags & 4) != 0, IsShared: (flags & 2) != 0);
    }

    public static CoreMemoryExtern ReadMemory(ref ByteReader reader)
    {
        var offset = reader.Offset;
        var flags = ReadFlags(ref reader, 0x0f, "memory limits");
        var limits = ReadLimits(ref reader, (flags & 1) != 0);
        var pageSize = (flags & 8) != 0 ? reader.ReadU32() : CoreMemoryExtern.DefaultPageSizeLog2;
        if (pageSize > CoreMemoryExtern.DefaultPageSizeLog2)
        {
            throw new InvalidComponentException($"invalid custom page size: 2^{pageSize}", offset);
        }

        var is64 = (flags & 4) != 0;
        var maximum = is64 ? UInt128.One << (64 - (int)pageSize) : UInt128.One << (32 - (int)pageSize);
        if (limits.Minimum > maximum || limits.Maximum > maximum)
        {
            throw new InvalidComponentException($"memory size must be at most {maximum} pages", offset);
        }

        if (limits.Maximum < limits.Minimum)
        {
            throw new InvalidComponentException("size minimum must not be greater than maximum", offset);
        }

        return new CoreMemoryExtern(limits, is64, IsShared: (flags & 2) != 0, pageSize);
    }

    public CoreGlobalExtern ReadGlobal(ref ByteReader reader)
    {
        var type = ReadValueType(ref reader);
        var flags = ReadFlags(ref reader, 0x03, "global type");
        return new CoreGlobalExtern(type, IsMutable: (flags & 1) != 0, IsShared: (flags & 2) != 0);
    }

    public CoreTagExtern ReadTag(ref ByteReader reader)
    {
        ReadFlags(ref reader, 0, "tag attributes");
        return new CoreTagExtern(ReadFunctionIndex(ref reader));
    }

    public CoreValueType ReadValueType(ref ByteReader reader)
    {
        var code = reader.ReadByte();
        return code switch
        {
            0x7f => CoreValueType.I32,
            0x7e => CoreValueType.I64,
            0x7d => CoreValueType.F32,
            0x7c => CoreValueType.F64,
            0x7b => CoreValueType.V128,
            _ => ReadReferenceType(ref reader, code),
        };
    }

    private CoreValueType ReadReferenceType(ref ByteReader reader, byte code) => code switch
    {
        0x63 => ReadReference(ref reader, nullable: true),
        0x64 => ReadReference(ref reader, nullable: false),
        0x65 => new CoreValueType($"(shared {AbstractReference(ref reader, reader.ReadByte(), nullable: true)})"),
        _ => new CoreValueType(AbstractReference(ref reader, code, nullable: true)),
    };

    /// <summary>Skips the target of a reference type: a heap type.</summary>
    public string ReadHeapType(ref ByteReader reader)
    {
        var code = reader.PeekByte();
        if (code is 0x65 or 0x62)
        {
            reader.ReadByte();
            return (code == 0x65 ? "shared " : "exact ") + ReadHeapType(ref reader);
        }

        if ((code & 0xc0) == 0x40)
        {
            reader.ReadByte();
            return AbstractHeap(ref reader, code);
        }

        var offset = reader.Offset;
        var index = reader.ReadS33();
        return index < 0 ? throw new InvalidComponentException("invalid heap type", offset) : Reference((uint)index, offset);
    }

    private CoreValueType ReadReference(ref ByteReader reader, bool nullable)
    {
        var code = reader.PeekByte();
        if ((code & 0xc0) == 0x40 && code is not (0x65 or 0x62))
        {
            reader.ReadByte();
            return new CoreValueType(AbstractReference(ref reader, code, nullable));
        }

        var heap = ReadHeapType(ref reader);
        return new CoreValueType(nullable ? $"(ref null {heap})" : $"(ref {heap})");
    }

    private static string AbstractReference(ref ByteReader reader, byte code, bool nullable)
    {
        var heap = AbstractHeap(ref reader, code);
        return (nullable, heap) switch
        {
            (false, _) => $"(ref {heap})",
            (true, "none" or "noextern" or "nofunc" or "noexn" or "nocont") => $"null{heap[2..]}ref",
            _ => $"{heap}ref",
        };
    }

    private static string AbstractHeap(ref ByteReader reader, byte code) => code switch
    {
        0x70 => "func",
        0x6f => "extern",
        0x6e => "any",
        0x6d => "eq",
        0x6c => "i31",
        0x6b => "struct",
        0x6a => "array",
        0x69 => "exn",
        0x68 => "cont",
        0x71 => "none",
        0x72 => "noextern",
        0x73 => "nofunc",
        0x74 => "noexn",
        0x75 => "nocont",
        _ => throw reader.UnknownByte(code, "value type"),
    };

    private static int ReadFlags(ref ByteReader reader, int known, string what)
    {
        var flags = reader.ReadByte();
        return (flags & ~known) == 0 ? flags : throw reader.UnknownByte(flags, what);
    }

    private static CoreLimits ReadLimits(ref ByteReader reader, bool hasMaximum)
    {
        var minimum = reader.ReadU64();
        return new CoreLimits(minimum, hasMaximum ? reader.ReadU64() : null);
    }
}
