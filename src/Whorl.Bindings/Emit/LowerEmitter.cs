using Whorl.Bindings.Binding;

namespace Whorl.Bindings.Emit;

/// <summary>
/// Writes the code that lowers values: into guest memory, or into flat core values. An allocation runs the guest, which may move its
/// memory, so the view in the variable <c>memory</c> is used up to the next one only.
/// </summary>
internal sealed class LowerEmitter(CodecSet codecs, InterfaceBinding owner)
{
    /// <summary>A statement that lowers a value to the flat values from an index of a span.</summary>
    public string Lower(BoundType type, string flat, int index, string value) => type switch
    {
        ScalarType scalar => scalar.Lower($"{flat}[{index}]", value) + ";",
        LabelType labels => $"{flat}[{index}].U32 = {labels.ToNumber(value)};",
        HandleType handle => $"{flat}[{index}].U32 = {handle.Lower(value)};",
        ChannelType channel => $"{flat}[{index}].U32 = {channel.Lower(value, codecs.Element(channel, owner))};",
        SequenceType sequence => $"({flat}[{index}].U32, {flat}[{index + 1}].U32) = {Store(sequence, value)};",
        _ => $"{codecs.Method(CodecOperation.Lower, type, owner)}(cx, {LiftEmitter.Slice(flat, index)}, {value});",
    };

    /// <summary>A statement that lowers a value to an address; <paramref name="memory"/> is an expression for a view that is up to date.</summary>
    public string Write(BoundType type, string memory, Place at, string value) => type switch
    {
        ScalarType scalar => scalar.Write(memory, at.ToString(), value) + ";",
        LabelType labels => $"{memory}.Write{LabelType.Accessor(labels.Size)}({at}, {labels.ToNumber(value)});",
        HandleType handle => $"{memory}.WriteU32({at}, {handle.Lower(value)});",
        ChannelType channel => $"{memory}.WriteU32({at}, {channel.Lower(value, codecs.Element(channel, owner))});",
        { Allocates: true } => $"{codecs.Method(CodecOperation.Write, type, owner)}(cx, {at}, {value});",
        _ => $"{codecs.Method(CodecOperation.Write, type, owner)}(cx, {memory}, {at}, {value});",
    };

    /// <summary>Statements that lower the members of a record or tuple, fetching the memory where an allocation may have moved it.</summary>
    /// <returns>Whether there is a variable <c>memory</c> afterwards.</returns>
    public bool WriteMembers(SourceWriter writer, AggregateType type, string at, IReadOnlyList<string> values, bool hasMemory)
    {
        var isDeclared = hasMemory;
        var isFresh = hasMemory;
        for (var i = 0; i < type.Members.Count; i++)
        {
            var member = type.Members[i].Type;
            if (!member.Allocates && !isFresh)
            {
                writer.Line($"{(isDeclared ? "" : "var ")}memory = cx.Memory;");
                isDeclared = true;
            }

            isFresh = !member.Allocates;
            writer.Line(Write(member, "memory", new Place(at, type.Offset(i)), values[i]));
        }

        return isDeclared;
    }

    public void EmitMethod(SourceWriter writer, CodecOperation operation, BoundType type, string name)
    {
        var memory = type.Allocates ? "" : "GuestMemory memory, ";
        var header = operation switch
        {
            CodecOperation.Write => $"void {name}(CanonicalContext cx, {memory}uint at, {type.CSharp} value)",
            CodecOperation.Lower => $"void {name}(CanonicalContext cx, Span<ValRaw> flat, {type.CSharp} value)",
            _ => $"(uint Pointer, uint Length) {name}(CanonicalContext cx, {type.CSharp} value)",
        };
        writer.Open("internal static " + header);
        switch (type)
        {
            case SequenceType sequence when operation == CodecOperation.Write:
                writer.Line($"var (pointer, length) = {Store(sequence, "value")};");
                writer.Line("var memory = cx.Memory;");
                writer.Line("memory.WriteU32(at, pointer);");
                writer.Line("memory.WriteU32(at + 4, length);");
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
            var bytes = "(uint)value.Length" + (element.Size == 1 ? "" : $" * {element.Size}");
            writer.Line($"MemoryMarshal.AsBytes(value.AsSpan()).CopyTo(cx.Memory.WritableSlice(pointer, {bytes}));");
        }
        else
        {
            if (!element.Allocates)
            {
                writer.Line("var memory = cx.Memory;");
            }

            writer.Open("for (var i = 0u; i < value.Length; i++)");
            writer.Line(Write(element, "memory", new Place($"pointer + {LiftEmitter.Times(element.Size)}"), "value[i]"));
            writer.Close();
            writer.Line();
        }

        writer.Line("return (pointer, (uint)value.Length);");
    }

    private void EmitMap(SourceWriter writer, MapType map)
    {
        writer.Line($"var pointer = cx.AllocateList((uint)value.Count, {map.Pair.Size}, {map.Pair.Alignment});");
        writer.Line("var at = pointer;");
        writer.Open("foreach (var (key, item) in value)");
        WriteMembers(writer, map.Pair, "at", ["key", "item"], hasMemory: false);
        writer.Line($"at += {map.Pair.Size};");
        writer.Close();
        writer.Line();
        writer.Line("return (pointer, (uint)value.Count);");
    }

    private void EmitArray(SourceWriter writer, ArrayType array, CodecOperation operation)
    {
        var element = array.Element;
        writer.Open($"if (value.Length != {LiftEmitter.Number(array.Length)})");
        writer.Line($"throw new ArgumentException($\"A list of exactly {LiftEmitter.Number(array.Length)} elements is due, not of {{value.Length}}.\", nameof(value));");
        writer.Close();
        writer.Line();
        if (operation == CodecOperation.Lower)
        {
            writer.Open($"for (var i = 0; i < {LiftEmitter.Number(array.Length)}; i++)");
            writer.Line($"var item = flat[{LiftEmitter.Times(element.FlatCount)}..];");
            writer.Line(Lower(element, "item", 0, "value[i]"));
        }
        else
        {
            writer.Open($"for (var i = 0u; i < {LiftEmitter.Number(array.Length)}; i++)");
            writer.Line(Write(element, "memory", new Place($"at + {LiftEmitter.Times(element.Size)}"), "value[i]"));
        }

        writer.Close();
    }

    private void EmitAggregate(SourceWriter writer, AggregateType type, CodecOperation operation)
    {
        var values = type.Members.Select(m => "value." + m.Property).ToList();
        if (operation == CodecOperation.Write)
        {
            WriteMembers(writer, type, "at", values, hasMemory: !type.Allocates);
            return;
        }

        var index = 0;
        for (var i = 0; i < values.Count; i++)
        {
            writer.Line(Lower(type.Members[i].Type, "flat", index, values[i]));
            index += type.Members[i].Type.FlatCount;
        }
    }

    private void EmitTagged(SourceWriter writer, TaggedType type, CodecOperation operation)
    {
        if (operation == CodecOperation.Lower)
        {
            if (type.FlatCount > 1)
            {
                // The cases share the places: those that a case does not use are zero, and a narrow value clears the rest of its place.
                writer.Line($"flat[..{type.FlatCount}].Clear();");
            }

            writer.Line($"flat[0].U32 = {type.Tag("value")};");
        }
        else
        {
            if (type.Allocates)
            {
                writer.Line("var memory = cx.Memory;");
            }

            writer.Line($"memory.Write{LabelType.Accessor(type.TagSize)}(at, {type.Tag("value")});");
        }

        if (type is VariantType variant)
        {
            EmitVariantPayloads(writer, variant, operation);
        }
        else
        {
            EmitPayloads(writer, type, operation);
        }
    }

    private void EmitPayloads(SourceWriter writer, TaggedType type, CodecOperation operation)
    {
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

    private void EmitVariantPayloads(SourceWriter writer, VariantType type, CodecOperation operation)
    {
        if (type.Cases.All(c => c.Payload is null))
        {
            return;
        }

        writer.Line();
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
            : Write(payload, "memory", new Place("at", type.PayloadOffset), value);
}
