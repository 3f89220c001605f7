using System.Globalization;
using Whorl.Bindings.Binding;

namespace Whorl.Bindings.Emit;

/// <summary>
/// Writes the code that lowers values: into guest memory, or into flat core values. An allocation runs the guest, which may move its
/// memory: the view is fetched for each access.
/// </summary>
internal sealed class LowerEmitter(CodecSet codecs, InterfaceBinding owner)
{
    /// <summary>A statement that lowers a value to an address.</summary>
    public string Write(BoundType type, string at, string value) => type switch
    {
        ScalarType scalar => scalar.Write("cx.Memory", at, value) + ";",
        LabelType labels => $"cx.Memory.Write{LabelType.Accessor(labels.Size)}({at}, {labels.ToNumber(value)});",
        HandleType handle => $"cx.Memory.WriteU32({at}, {handle.Lower(value)});",
        _ => $"{codecs.Method(CodecOperation.Write, type, owner)}(cx, {at}, {value});",
    };

    /// <summary>A statement that lowers a value to the flat values from an index of a span.</summary>
    public string Lower(BoundType type, string flat, int index, string value) => type switch
    {
        ScalarType scalar => scalar.Lower($"{flat}[{index}]", value) + ";",
        LabelType labels => $"{flat}[{index}].U32 = {labels.ToNumber(value)};",
        HandleType handle => $"{flat}[{index}].U32 = {handle.Lower(value)};",
        SequenceType sequence => $"({flat}[{index}].U32, {flat}[{index + 1}].U32) = {Store(sequence, value)};",
        _ => $"{codecs.Method(CodecOperation.Lower, type, owner)}(cx, {LiftEmitter.Slice(flat, index)}, {value});",
    };

    public void EmitMethod(SourceWriter writer, CodecOperation operation, BoundType type, string name)
    {
        var header = operation switch
        {
            CodecOperation.Write => $"void {name}(CanonicalContext cx, uint at, {type.CSharp} value)",
            CodecOperation.Lower => $"void {name}(CanonicalContext cx, Span<ValRaw> flat, {type.CSharp} value)",
            _ => $"(uint Pointer, uint Length) {name}(CanonicalContext cx, {type.CSharp} value)",
        };
        writer.Open("internal static " + header);
        switch (type)
        {
            case SequenceType sequence when operation == CodecOperation.Write:
                writer.Line($"var (pointer, length) = {Store(sequence, "value")};");
                writer.Line("cx.Memory.WriteU32(at, pointer);");
                writer.Line("cx.Memory.WriteU32(at + 4, length);");
                break;
            case MapType map:
                EmitMap(writer, map);
                break;
            case ListType list:
                EmitList(writer, list);
                break;
            case ArrayType array:
                EmitArray(writer, array, operation);
                break;
            case AggregateType aggregate:
                EmitAggregate(writer, aggregate, operation);
                break;
            case TaggedType tagged:
                EmitTagged(writer, tagged, operation);
                break;
        }

        writer.Close();
    }

    private string Store(SequenceType type, string value) => type switch
    {
        StringType => $"cx.WriteString({value})",
        BytesType { Form: BytesForm.Memory } => $"cx.WriteBytes({value}.Span)",
        BytesType => $"cx.WriteBytes({value})",
        _ => $"{codecs.Method(CodecOperation.Store, type, owner)}(cx, {value})",
    };

    private void EmitList(SourceWriter writer, ListType list)
    {
        var element = list.Element;
        writer.Line($"var pointer = cx.AllocateList((uint)value.Length, {element.Size}, {element.Alignment});");
        if (element is ScalarType { IsBlittable: true })
        {
            var bytes = element.Size == 1 ? "(uint)value.Length" : $"(uint)value.Length * {element.Size}";
            writer.Line($"MemoryMarshal.AsBytes(value.AsSpan()).CopyTo(cx.Memory.WritableSlice(pointer, {bytes}));");
        }
        else
        {
            writer.Open("for (var i = 0u; i < value.Length; i++)");
            writer.Line(Write(element, $"pointer + (i * {element.Size})", "value[i]"));
            writer.Close();
            writer.Line();
        }

        writer.Line("return (pointer, (uint)value.Length);");
    }

    private void EmitMap(SourceWriter writer, MapType map)
    {
        var pair = map.Pair;
        writer.Line($"var pointer = cx.AllocateList((uint)value.Count, {pair.Size}, {pair.Alignment});");
        writer.Line("var at = pointer;");
        writer.Open("foreach (var (key, item) in value)");
        writer.Line(Write(map.KeyType, "at", "key"));
        writer.Line(Write(map.ValueType, LiftEmitter.Add("at", pair.Offset(1)), "item"));
        writer.Line($"at += {pair.Size};");
        writer.Close();
        writer.Line();
        writer.Line("return (pointer, (uint)value.Count);");
    }

    private void EmitArray(SourceWriter writer, ArrayType array, CodecOperation operation)
    {
        var element = array.Element;
        writer.Open($"if (value.Length != {array.Length})");
        writer.Line($"throw new ArgumentException($\"A list of exactly {array.Length} elements is due, not of {{value.Length}}.\", nameof(value));");
        writer.Close();
        writer.Line();
        var isFlat = operation == CodecOperation.Lower;
        writer.Open($"for (var i = {(isFlat ? "0" : "0u")}; i < {array.Length.ToString(CultureInfo.InvariantCulture)}; i++)");
        writer.Line(isFlat
            ? Lower(element, $"flat[(i * {element.FlatCount})..]", 0, "value[i]")
            : Write(element, $"at + (i * {element.Size})", "value[i]"));
        writer.Close();
    }

    private void EmitAggregate(SourceWriter writer, AggregateType type, CodecOperation operation)
    {
        var index = 0;
        for (var i = 0; i < type.Members.Count; i++)
        {
            var member = type.Members[i];
            var value = "value." + member.Property;
            writer.Line(operation == CodecOperation.Lower
                ? Lower(member.Type, "flat", index, value)
                : Write(member.Type, LiftEmitter.Add("at", type.Offset(i)), value));
            index += member.Type.FlatCount;
        }
    }

    private void EmitTagged(SourceWriter writer, TaggedType type, CodecOperation operation)
    {
        if (operation == CodecOperation.Lower)
        {
            // The cases share the places: those that a case does not use are zero, and a narrow value clears the rest of its place.
            writer.Line($"flat[..{type.FlatCount}].Clear();");
            writer.Line($"flat[0].U32 = {type.Tag("value")};");
        }
        else
        {
            writer.Line($"cx.Memory.Write{LabelType.Accessor(type.TagSize)}(at, {type.Tag("value")});");
        }

        if (type is VariantType variant)
        {
            EmitCases(writer, variant, operation);
            return;
        }

        var isFirst = true;
        for (var i = 0; i < type.Cases.Count; i++)
        {
            if (type.Cases[i].Payload is { } payload)
            {
                var test = type is OptionType ? "value.IsSome" : i == 0 ? "value.IsOk" : "!value.IsOk";
                writer.Open(isFirst ? $"if ({test})" : "else");
                writer.Line(LowerPayload(type, payload, type.Extract(i, "value"), operation));
                writer.Close();
                isFirst = false;
            }
        }
    }

    private void EmitCases(SourceWriter writer, VariantType type, CodecOperation operation)
    {
        if (type.Cases.All(c => c.Payload is null))
        {
            return;
        }

        writer.Open("switch (value.Kind)");
        for (var i = 0; i < type.Cases.Count; i++)
        {
            if (type.Cases[i].Payload is { } payload)
            {
                writer.Line($"case {type.Label(i)}:");
                writer.Indent();
                writer.Line(LowerPayload(type, payload, type.Extract(i, "value"), operation));
                writer.Line("break;");
                writer.Outdent();
            }
        }

        writer.Close();
    }

    private string LowerPayload(TaggedType type, BoundType payload, string value, CodecOperation operation) =>
        operation == CodecOperation.Lower
            ? Lower(payload, "flat", 1, value)
            : Write(payload, LiftEmitter.Add("at", type.PayloadOffset), value);
}
