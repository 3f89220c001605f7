using System.Globalization;
using Whorl.Bindings.Binding;

namespace Whorl.Bindings.Emit;

/// <summary>
/// Writes the code that lifts values: out of guest memory, or out of flat core values. Nothing runs the guest meanwhile, so one view of
/// the memory serves for a whole value.
/// </summary>
internal sealed class LiftEmitter(CodecSet codecs, InterfaceBinding owner)
{
    /// <summary>An expression for the value at an address; the memory view is in a variable <c>memory</c>.</summary>
    public string Read(BoundType type, Place at) => type switch
    {
        ScalarType scalar => scalar.Read("memory", at.ToString()),
        LabelType labels => labels.FromNumber($"memory.Read{LabelType.Accessor(labels.Size)}({at})"),
        HandleType handle => handle.Lift($"memory.ReadU32({at})"),
        ChannelType channel => channel.Lift($"memory.ReadU32({at})", codecs.Element(channel, owner)),
        SequenceType sequence => Load(sequence, $"memory.ReadU32({at})", $"memory.ReadU32({at.Plus(4)})"),
        _ => $"{codecs.Method(CodecOperation.Read, type, owner)}(cx, memory, {at})",
    };

    /// <summary>An expression for the value whose flat values begin at an index of a span.</summary>
    public string Lift(BoundType type, string flat, int index) => type switch
    {
        ScalarType scalar => scalar.Lift($"{flat}[{index}]"),
        LabelType labels => labels.FromNumber($"{flat}[{index}].U32"),
        HandleType handle => handle.Lift($"{flat}[{index}].U32"),
        ChannelType channel => channel.Lift($"{flat}[{index}].U32", codecs.Element(channel, owner)),
        SequenceType sequence => Load(sequence, $"{flat}[{index}].U32", $"{flat}[{index + 1}].U32"),
        _ => $"{codecs.Method(CodecOperation.Lift, type, owner)}(cx, {Slice(flat, index)})",
    };

    public void EmitMethod(SourceWriter writer, CodecOperation operation, BoundType type, string name)
    {
        var parameters = operation switch
        {
            CodecOperation.Read => "GuestMemory memory, uint at",
            CodecOperation.Lift => "ReadOnlySpan<ValRaw> flat",
            _ => "uint pointer, uint count",
        };
        writer.Open($"internal static {type.CSharp} {name}(CanonicalContext cx, {parameters})");
        switch (type)
        {
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

    internal static string Slice(string flat, int index) => index == 0 ? flat : $"{flat}[{index}..]";

    internal static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary><c>i</c>, or <c>i * size</c>.</summary>
    internal static string Times(int size) => size == 1 ? "i" : $"(i * {Number(size)})";

    private string Load(SequenceType type, string pointer, string count) => type switch
    {
        StringType { Form: StringForm.InGuest } => $"cx.ReadString({pointer}, {count})",
        StringType => $"cx.ReadString({pointer}, {count}).ToString()",
        BytesType { Form: BytesForm.Span } => $"cx.ReadList({pointer}, {count})",
        BytesType => $"cx.ReadList({pointer}, {count}).ToArray()",
        _ => $"{codecs.Method(CodecOperation.Load, type, owner)}(cx, {pointer}, {count})",
    };

    private void EmitList(SourceWriter writer, ListType list)
    {
        var element = list.Element;
        if (element is ScalarType { IsBlittable: true })
        {
            writer.Line($"return MemoryMarshal.Cast<byte, {element.CSharp}>(cx.ReadList(pointer, count, {element.Size}, {element.Alignment})).ToArray();");
            return;
        }

        // The range is checked before room is made for the values: the guest chooses the count.
        writer.Line($"cx.ReadList(pointer, count, {element.Size}, {element.Alignment});");
        writer.Line("var memory = cx.Memory;");
        writer.Line($"var items = {NewArray(element, "count")};");
        writer.Open("for (var i = 0u; i < count; i++)");
        writer.Line($"items[i] = {Read(element, new Place($"pointer + {Times(element.Size)}"))};");
        writer.Close();
        writer.Line();
        writer.Line("return items;");
    }

    private void EmitMap(SourceWriter writer, MapType map)
    {
        var pair = map.Pair;
        var at = new Place("at");
        writer.Line($"cx.ReadList(pointer, count, {pair.Size}, {pair.Alignment});");
        writer.Line("var memory = cx.Memory;");
        writer.Line($"var items = new {map.CSharp}();");
        writer.Open("for (var i = 0u; i < count; i++)");
        writer.Line($"var at = pointer + {Times(pair.Size)};");
        writer.Line($"items[{Read(map.KeyType, at)}] = {Read(map.ValueType, at.Plus(pair.Offset(1)))};");
        writer.Close();
        writer.Line();
        writer.Line("return items;");
    }

    private void EmitArray(SourceWriter writer, ArrayType array, CodecOperation operation)
    {
        var element = array.Element;
        writer.Line($"var items = {NewArray(element, Number(array.Length))};");
        if (operation == CodecOperation.Lift)
        {
            writer.Open($"for (var i = 0; i < {Number(array.Length)}; i++)");
            writer.Line($"var item = flat[{Times(element.FlatCount)}..];");
            writer.Line($"items[i] = {Lift(element, "item", 0)};");
        }
        else
        {
            writer.Open($"for (var i = 0u; i < {Number(array.Length)}; i++)");
            writer.Line($"items[i] = {Read(element, new Place($"at + {Times(element.Size)}"))};");
        }

        writer.Close();
        writer.Line();
        writer.Line("return items;");
    }

    /// <summary>A new C# array; for an array of arrays the length goes into the first pair of brackets.</summary>
    private static string NewArray(BoundType element, string length)
    {
        var type = element.CSharp;
        var rank = "";
        while (type.EndsWith("[]", StringComparison.Ordinal))
        {
            rank += "[]";
            type = type.Substring(0, type.Length - 2);
        }

        return $"new {type}[{length}]{rank}";
    }

    private void EmitAggregate(SourceWriter writer, AggregateType type, CodecOperation operation)
    {
        var members = new List<string>();
        var index = 0;
        for (var i = 0; i < type.Members.Count; i++)
        {
            var member = type.Members[i].Type;
            members.Add(operation == CodecOperation.Lift ? Lift(member, "flat", index) : Read(member, new Place("at", type.Offset(i))));
            index += member.FlatCount;
        }

        var separator = members.Sum(m => m.Length) > 100 ? ",\n    " : ", ";
        var arguments = (separator.Length > 2 ? "\n    " : "") + string.Join(separator, members);
        writer.Line($"return {type.Construct(arguments)};");
    }

    private void EmitTagged(SourceWriter writer, TaggedType type, CodecOperation operation)
    {
        var tag = operation == CodecOperation.Lift ? "flat[0].U32" : $"memory.Read{LabelType.Accessor(type.TagSize)}(at)";
        writer.Line($"return FlatValue.Discriminant({tag}, {type.Cases.Count}) switch");
        writer.Line("{");
        writer.Indent();
        for (var i = 0; i < type.Cases.Count; i++)
        {
            var payload = type.Cases[i].Payload is not { } bound ? null
                : operation == CodecOperation.Lift ? Lift(bound, "flat", 1)
                : Read(bound, new Place("at", type.PayloadOffset));
            writer.Line($"{(i == type.Cases.Count - 1 ? "_" : Number(i))} => {type.Construct(i, payload)},");
        }

        writer.Outdent();
        writer.Line("};");
    }
}
