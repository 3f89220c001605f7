using Whorl.Components.Abi.Shapes;
using Whorl.Components.Types;
using Whorl.Wasmtime;

namespace Whorl.Components.Abi;

/// <summary>
/// Turns values from how they lie in memory into flat values and back, without a look at what they mean: handles, pointers and discriminants
/// are checked by whoever lifts the flat values. So a host function whose glue takes flat values can be lowered as async.
/// </summary>
internal static class RawLayout
{
    /// <summary>Reads a value out of memory as its flat values. The address is aligned and in bounds.</summary>
    public static void Load(ComponentType type, GuestMemory memory, uint address, ref FlatWriter flat)
    {
        switch (type)
        {
            case PrimitiveType { Kind: PrimitiveKind.String } or ListType { FixedLength: null } or MapType:
                flat.Write(memory.ReadU32(address));
                flat.Write(memory.ReadU32(address + 4));
                break;
            case PrimitiveType primitive:
                flat.Write(LoadScalar(primitive, memory, address));
                break;
            case ListType { FixedLength: { } length } list:
                for (var i = 0u; i < length; i++)
                {
                    Load(list.Element, memory, address + (i * (uint)list.Element.Size), ref flat);
                }

                break;
            case AggregateType aggregate:
                for (var i = 0; i < aggregate.Members.Length; i++)
                {
                    Load(aggregate.Members[i], memory, address + (uint)aggregate.Offsets[i], ref flat);
                }

                break;
            case TaggedType tagged:
                LoadTagged(tagged, memory, address, ref flat);
                break;
            default:
                flat.Write(LoadBits(type.Size, memory, address));
                break;
        }
    }

    /// <summary>Writes a value that has one flat value to memory. The address is aligned and in bounds.</summary>
    public static void Store(ComponentType type, GuestMemory memory, uint address, ValRaw flat)
    {
        switch (type)
        {
            case ListType { FixedLength: 1 } list:
                Store(list.Element, memory, address, flat);
                break;
            case AggregateType aggregate:
                var only = aggregate.Members.IndexOf(aggregate.Members.First(m => !m.FlatTypes.IsEmpty));
                Store(aggregate.Members[only], memory, address + (uint)aggregate.Offsets[only], flat);
                break;
            default:
                var size = type is TaggedType tagged ? tagged.DiscriminantSize : type.Size;
                StoreBits(size, memory, address, flat.U64);
                break;
        }
    }

    private static void LoadTagged(TaggedType type, GuestMemory memory, uint address, ref FlatWriter flat)
    {
        var end = flat.Position + type.FlatTypes.Length;
        var number = FlatValue.Discriminant((uint)LoadBits(type.DiscriminantSize, memory, address), (uint)type.Cases.Length);
        flat.Write(number);
        if (type.Cases[(int)number].Type is { } payload)
        {
            Load(payload, memory, address + (uint)type.PayloadOffset, ref flat);
        }

        flat.PadTo(end);
    }

    private static ulong LoadScalar(PrimitiveType type, GuestMemory memory, uint address) => type.Kind switch
    {
        PrimitiveKind.Bool => memory.ReadU8(address) != 0 ? 1u : 0u,
        PrimitiveKind.S8 => (uint)(sbyte)memory.ReadU8(address),
        PrimitiveKind.S16 => (uint)(short)memory.ReadU16(address),
        _ => LoadBits(type.Size, memory, address),
    };

    private static ulong LoadBits(int size, GuestMemory memory, uint address) => size switch
    {
        1 => memory.ReadU8(address),
        2 => memory.ReadU16(address),
        4 => memory.ReadU32(address),
        _ => memory.ReadU64(address),
    };

    private static void StoreBits(int size, GuestMemory memory, uint address, ulong bits)
    {
        switch (size)
        {
            case 1:
                memory.WriteU8(address, (byte)bits);
                break;
            case 2:
                memory.WriteU16(address, (ushort)bits);
                break;
            case 4:
                memory.WriteU32(address, (uint)bits);
                break;
            default:
                memory.WriteU64(address, bits);
                break;
        }
    }
}
