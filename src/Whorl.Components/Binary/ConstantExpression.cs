namespace Whorl.Components.Binary;

/// <summary>Constant expressions: the initial values of globals and tables, and the offsets of segments.</summary>
internal static class ConstantExpression
{
    /// <summary>Reads past an expression; the engine checks its meaning.</summary>
    public static void Skip(ref ByteReader reader, CoreTypeReader types)
    {
        while (true)
        {
            var opcode = reader.ReadByte();
            switch (opcode)
            {
                case 0x0b:
                    return;
                case 0x41:
                    reader.ReadSigned(32);
                    break;
                case 0x42:
                    reader.ReadSigned(64);
                    break;
                case 0x43:
                    reader.ReadBytes(4);
                    break;
                case 0x44:
                    reader.ReadBytes(8);
                    break;
                case 0x23 or 0xd2:
                    reader.ReadU32();
                    break;
                case 0xd0:
                    types.ReadHeapType(ref reader);
                    break;
                case 0x6a or 0x6b or 0x6c or 0x7c or 0x7d or 0x7e:
                    break;
                case 0xfb:
                    SkipAggregate(ref reader);
                    break;
                case 0xfd when reader.ReadU32() == 12:
                    reader.ReadBytes(16);
                    break;
                default:
                    throw new InvalidComponentException(
                        $"constant expression required: opcode 0x{opcode:x2} is not constant", reader.Offset - 1);
            }
        }
    }

    private static void SkipAggregate(ref ByteReader reader)
    {
        var offset = reader.Offset;
        var opcode = reader.ReadU32();
        switch (opcode)
        {
            case 0 or 1 or 6 or 7:
                reader.ReadU32();
                break;
            case 8:
                reader.ReadU32();
                reader.ReadU32();
                break;
            case 26 or 27 or 28:
                break;
            default:
                throw new InvalidComponentException($"constant expression required: opcode 0xfb {opcode} is not constant", offset);
        }
    }
}
