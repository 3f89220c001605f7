using Whorl.Components.Hosting;
using Whorl.Components.Types;

namespace Whorl.Conformance.Values;

/// <summary>Translates between the values of scripts, which carry names, and those of calls, which carry positions.</summary>
internal static class ValueConverter
{
    /// <exception cref="ValueMismatchException">The value is not of the type.</exception>
    public static ComponentValue ToCall(ComponentType type, WastValue value) => (type, value) switch
    {
        (PrimitiveType primitive, _) => ToCall(primitive, value),
        (RecordType record, RecordValue fields) when fields.Fields.Length == record.Fields.Length =>
            ComponentValue.FromRecord([.. record.Fields.Select(field => ToCall(field.Type, Field(record, fields, field.Name)))]),
        (TupleType tuple, TupleValue elements) when elements.Elements.Length == tuple.Members.Length =>
            ComponentValue.FromRecord([.. tuple.Members.Zip(elements.Elements, ToCall)]),
        (ListType list, ListValue elements) when (list.FixedLength ?? (uint)elements.Elements.Length) == elements.Elements.Length =>
            ComponentValue.FromList([.. elements.Elements.Select(element => ToCall(list.Element, element))]),
        (MapType map, ListValue entries) => ComponentValue.FromList([.. entries.Elements.Select(entry => ToCall(map.Entry, entry))]),
        (FlagsType flags, FlagsValue names) => ComponentValue.FromFlags(names.Names.Aggregate(0u, (bits, name) =>
            flags.Labels.IndexOf(name) is >= 0 and var index ? bits | 1u << index : throw new ValueMismatchException(value, type))),
        (VariantType variant, VariantValue of) => Case(variant, value, of.Case, of.Payload),
        (EnumType labels, EnumValue of) => Case(labels, value, of.Case, null),
        (OptionType option, OptionValue of) => Case(option, value, of.Payload is null ? "none" : "some", of.Payload),
        (ResultType result, ResultValue of) => Case(result, value, of.IsOk ? "ok" : "error", of.Payload),
        _ => throw new ValueMismatchException(value, type),
    };

    public static WastValue FromCall(ComponentType type, ComponentValue value)
    {
        switch (type)
        {
            case PrimitiveType primitive:
                return FromCall(primitive, value);
            case RecordType record:
                return new RecordValue([.. record.Fields.Zip(value.AsRecord(), (field, member) => (field.Name, FromCall(field.Type, member)))]);
            case TupleType tuple:
                return new TupleValue([.. tuple.Members.Zip(value.AsRecord(), FromCall)]);
            case ListType list:
                return new ListValue([.. value.AsList().Select(element => FromCall(list.Element, element))]);
            case MapType map:
                return new ListValue([.. value.AsList().Select(entry => FromCall(map.Entry, entry))]);
            case FlagsType flags:
                return new FlagsValue([.. flags.Labels.Where((_, index) => (value.AsFlags() >> index & 1) != 0)]);
            case TaggedType tagged:
                var (name, payloadType) = tagged.Cases[value.Case];
                var payload = payloadType is null ? null : FromCall(payloadType, value.Payload);
                return tagged switch
                {
                    EnumType => new EnumValue(name),
                    OptionType => new OptionValue(payload),
                    ResultType => new ResultValue(value.Case == 0, payload),
                    _ => new VariantValue(name, payload),
                };
            default:
                return new OpaqueValue($"{type.Signature} {value}");
        }
    }

    private static WastValue Field(RecordType record, RecordValue fields, string name) =>
        fields.Fields.FirstOrDefault(field => field.Name == name).Value ?? throw new ValueMismatchException(fields, record);

    private static ComponentValue Case(TaggedType type, WastValue value, string name, WastValue? payload)
    {
        var number = type.Cases.Select(c => c.Name).ToList().IndexOf(name);
        if (number < 0 || type.Cases[number].Type is null != payload is null)
        {
            throw new ValueMismatchException(value, type);
        }
        return ComponentValue.FromVariant(number, payload is null ? default : ToCall(type.Cases[number].Type!, payload));
    }

    private static ComponentValue ToCall(PrimitiveType type, WastValue value) => (type.Kind, value) switch
    {
        (PrimitiveKind.Bool, BoolValue flag) => ComponentValue.FromBool(flag.Value),
        (PrimitiveKind.Char, CharValue scalar) => ComponentValue.FromChar(scalar.Value),
        (PrimitiveKind.String, StringValue text) => ComponentValue.FromString(text.Value),
        (PrimitiveKind.F32, FloatValue { Nan: NanClass.Exact } number) when number.Format == FloatFormat.F32 =>
            ComponentValue.FromF32(BitConverter.UInt32BitsToSingle((uint)number.Bits)),
        (PrimitiveKind.F64, FloatValue { Nan: NanClass.Exact } number) when number.Format == FloatFormat.F64 =>
            ComponentValue.FromF64(BitConverter.UInt64BitsToDouble(number.Bits)),
        (_, IntegerValue number) when number.Type == type.Signature =>
            type.Kind is PrimitiveKind.S8 or PrimitiveKind.S16 or PrimitiveKind.S32 or PrimitiveKind.S64
                ? ComponentValue.FromSigned((long)number.Value)
                : ComponentValue.FromUnsigned((ulong)number.Value),
        _ => throw new ValueMismatchException(value, type),
    };

    private static WastValue FromCall(PrimitiveType type, ComponentValue value) => type.Kind switch
    {
        PrimitiveKind.Bool => new BoolValue(value.AsBool()),
        PrimitiveKind.Char => new CharValue(value.AsChar()),
        PrimitiveKind.String => new StringValue(value.AsString()),
        PrimitiveKind.F32 => new FloatValue(FloatFormat.F32, BitConverter.SingleToUInt32Bits(value.AsF32())),
        PrimitiveKind.F64 => new FloatValue(FloatFormat.F64, BitConverter.DoubleToUInt64Bits(value.AsF64())),
        PrimitiveKind.S8 or PrimitiveKind.S16 or PrimitiveKind.S32 or PrimitiveKind.S64 => new IntegerValue(type.Signature, value.AsSigned()),
        PrimitiveKind.ErrorContext => new OpaqueValue($"{type.Signature} {value}"),
        _ => new IntegerValue(type.Signature, value.AsUnsigned()),
    };
}
