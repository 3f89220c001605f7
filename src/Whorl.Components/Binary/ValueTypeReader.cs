using System.Collections.Immutable;
using Whorl.Components.Types;
using Whorl.Components.Validation;

namespace Whorl.Components.Binary;

/// <summary>Reads value types and function types, resolving the type indices in them.</summary>
internal static class ValueTypeReader
{
    /// <summary>Reads a use of a value type: a primitive or a type index.</summary>
    public static ComponentType ReadUse(ref ByteReader reader, ComponentScope scope)
    {
        if (Primitive(reader.PeekByte()) is { } primitive)
        {
            reader.ReadByte();
            return primitive;
        }

        var offset = reader.Offset;
        var index = reader.ReadS33();
        return index < 0
            ? throw new InvalidComponentException($"invalid leading byte (0x{index & 0x7f:x}) for component value type", offset)
            : scope.ValueTypeAt((uint)index);
    }

    public static ComponentType? ReadOptionalUse(ref ByteReader reader, ComponentScope scope)
    {
        var flag = reader.ReadByte();
        return flag switch
        {
            0 => null,
            1 => ReadUse(ref reader, scope),
            _ => throw reader.UnknownByte(flag, "optional component value type"),
        };
    }

    /// <summary>Reads a function type after its opcode.</summary>
    public static ComponentFuncType ReadFunction(ref ByteReader reader, ComponentScope scope, bool isAsync)
    {
        var labels = new Labels(scope.Context, "function parameter", "parameter");
        var count = reader.ReadCount(BinaryLimits.Parameters, "component function parameter");
        var parameters = ImmutableArray.CreateBuilder<FuncParameter>(count);
        for (var i = 0; i < count; i++)
        {
            var name = labels.Add(reader.ReadName());
            parameters.Add(new FuncParameter(name, ReadUse(ref reader, scope)));
        }

        var result = ReadResult(ref reader, scope);
        if (result is { ContainsBorrow: true })
        {
            throw scope.Context.Invalid("function result cannot contain a `borrow` type");
        }

        return new ComponentFuncType(parameters.MoveToImmutable(), result, isAsync);
    }

    public static ComponentType? ReadResult(ref ByteReader reader, ComponentScope scope)
    {
        var form = reader.ReadByte();
        switch (form)
        {
            case 0:
                return ReadUse(ref reader, scope);
            case 1:
                var count = reader.ReadByte();
                return count == 0 ? null : throw reader.UnknownByte(count, "number of results");
            default:
                throw reader.UnknownByte(form, "component function results");
        }
    }

    /// <summary>Reads the definition of a value type after its opcode.</summary>
    public static ComponentType ReadDefinition(ref ByteReader reader, ComponentScope scope, byte opcode)
    {
        var type = Primitive(opcode) ?? ReadCompound(ref reader, scope, opcode);
        if (Math.Max(type.Layout32.Size, type.Layout64.Size) >= BinaryLimits.ValueBytes)
        {
            throw scope.Context.Invalid($"type exceeds maximum byte size of {BinaryLimits.ValueBytes - 1}");
        }

        return type;
    }

    private static ComponentType ReadCompound(ref ByteReader reader, ComponentScope scope, byte opcode) => opcode switch
    {
        0x72 => ReadRecord(ref reader, scope),
        0x71 => ReadVariant(ref reader, scope),
        0x70 => new ListType(ReadUse(ref reader, scope)),
        0x6f => ReadTuple(ref reader, scope),
        0x6e => ReadFlags(ref reader, scope),
        0x6d => ReadEnum(ref reader, scope),
        0x6b => new OptionType(ReadUse(ref reader, scope)),
        0x6a => new ResultType(ReadOptionalUse(ref reader, scope), ReadOptionalUse(ref reader, scope)),
        0x69 => new OwnType(scope.ResourceAt(reader.ReadU32())),
        0x68 => new BorrowType(scope.ResourceAt(reader.ReadU32())),
        0x67 => ReadFixedList(ref reader, scope),
        0x66 => ReadStream(ref reader, scope),
        0x65 => new FutureType(WithoutBorrow(scope, ReadOptionalUse(ref reader, scope), "future")),
        0x63 => ReadMap(ref reader, scope),
        _ => throw reader.UnknownByte(opcode, "component defined type"),
    };

    private static RecordType ReadRecord(ref ByteReader reader, ComponentScope scope)
    {
        var count = ReadCount(ref reader, scope, BinaryLimits.Labels, "record field", "record type must have at least one field");
        var labels = new Labels(scope.Context, "record field", "field");
        var fields = ImmutableArray.CreateBuilder<RecordField>(count);
        for (var i = 0; i < count; i++)
        {
            var name = labels.Add(reader.ReadName());
            fields.Add(new RecordField(name, ReadUse(ref reader, scope)));
        }

        return new RecordType(fields.MoveToImmutable());
    }

    private static VariantType ReadVariant(ref ByteReader reader, ComponentScope scope)
    {
        var count = ReadCount(ref reader, scope, BinaryLimits.Labels, "variant case", "variant type must have at least one case");
        var labels = new Labels(scope.Context, "variant case", "case");
        var cases = ImmutableArray.CreateBuilder<VariantCase>(count);
        for (var i = 0; i < count; i++)
        {
            var name = labels.Add(reader.ReadName());
            cases.Add(new VariantCase(name, ReadOptionalUse(ref reader, scope)));
            var reserved = reader.ReadByte();
            if (reserved != 0)
            {
                throw reader.UnknownByte(reserved, "zero byte required");
            }
        }

        return new VariantType(cases.MoveToImmutable());
    }

    private static TupleType ReadTuple(ref ByteReader reader, ComponentScope scope)
    {
        var count = ReadCount(ref reader, scope, BinaryLimits.Labels, "tuple type", "tuple type must have at least one type");
        var members = ImmutableArray.CreateBuilder<ComponentType>(count);
        for (var i = 0; i < count; i++)
        {
            members.Add(ReadUse(ref reader, scope));
        }

        return new TupleType(members.MoveToImmutable());
    }

    private static FlagsType ReadFlags(ref ByteReader reader, ComponentScope scope)
    {
        var labels = ReadLabels(ref reader, scope, BinaryLimits.Flags, "flag", "flag", "flags must have at least one entry");
        return labels.Length <= FlagsType.MaxLabels
            ? new FlagsType(labels)
            : throw scope.Context.Invalid($"cannot have more than {FlagsType.MaxLabels} flags");
    }

    private static EnumType ReadEnum(ref ByteReader reader, ComponentScope scope) =>
        new(ReadLabels(ref reader, scope, BinaryLimits.Labels, "enum tag", "tag", "enum type must have at least one variant"));

    private static ImmutableArray<string> ReadLabels(
        ref ByteReader reader, ComponentScope scope, int limit, string noun, string shortNoun, string whenEmpty)
    {
        var count = ReadCount(ref reader, scope, limit, noun, whenEmpty);
        var labels = new Labels(scope.Context, noun, shortNoun);
        var names = ImmutableArray.CreateBuilder<string>(count);
        for (var i = 0; i < count; i++)
        {
            names.Add(labels.Add(reader.ReadName()));
        }

        return names.MoveToImmutable();
    }

    private static ListType ReadFixedList(ref ByteReader reader, ComponentScope scope)
    {
        var element = ReadUse(ref reader, scope);
        var length = reader.ReadU32();
        return length > 0
            ? new ListType(element, length)
            : throw scope.Context.Invalid("fixed-length lists must have more than zero elements");
    }

    private static StreamType ReadStream(ref ByteReader reader, ComponentScope scope)
    {
        var element = WithoutBorrow(scope, ReadOptionalUse(ref reader, scope), "stream");
        return element is PrimitiveType { Kind: PrimitiveKind.Char }
            ? throw scope.Context.Invalid("`stream<char>` is not valid at this time, use `stream<u8>` with an encoding of your choice")
            : new StreamType(element);
    }

    private static MapType ReadMap(ref ByteReader reader, ComponentScope scope)
    {
        var key = ReadUse(ref reader, scope);
        if (key is not PrimitiveType { Kind: not (PrimitiveKind.F32 or PrimitiveKind.F64 or PrimitiveKind.ErrorContext) })
        {
            throw scope.Context.Invalid($"a map's key must be a bool, integer, char or string, found `{key}`");
        }

        return new MapType(key, ReadUse(ref reader, scope));
    }

    private static ComponentType? WithoutBorrow(ComponentScope scope, ComponentType? element, string what) =>
        element is { ContainsBorrow: true }
            ? throw scope.Context.Invalid($"the element of a {what} cannot contain a `borrow` type")
            : element;

    private static int ReadCount(ref ByteReader reader, ComponentScope scope, int limit, string noun, string whenEmpty) =>
        reader.ReadCount(limit, noun) is > 0 and var count ? count : throw scope.Context.Invalid(whenEmpty);

    private static PrimitiveType? Primitive(byte opcode) => opcode switch
    {
        0x7f => PrimitiveType.Bool,
        0x7e => PrimitiveType.S8,
        0x7d => PrimitiveType.U8,
        0x7c => PrimitiveType.S16,
        0x7b => PrimitiveType.U16,
        0x7a => PrimitiveType.S32,
        0x79 => PrimitiveType.U32,
        0x78 => PrimitiveType.S64,
        0x77 => PrimitiveType.U64,
        0x76 => PrimitiveType.F32,
        0x75 => PrimitiveType.F64,
        0x74 => PrimitiveType.Char,
        0x73 => PrimitiveType.String,
        0x64 => PrimitiveType.ErrorContext,
        _ => null,
    };
}
