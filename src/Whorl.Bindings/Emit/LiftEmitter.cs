using Whorl.Bindings.Binding;

namespace Whorl.Bindings.Emit;

/// <summary>Writes the code that lifts values: out of guest memory, or out of flat core values.</summary>
internal sealed class LiftEmitter(CodecSet codecs, InterfaceBinding owner)
{
    /// <summary>An expression for the value at an address, given expressions for the memory view and the address.</summary>
    public string Read(BoundType type, string memory, string at) => type switch
    {
        ScalarType scalar => scalar.Read(memory, at),
        LabelType labels => labels.FromNumber($"{memory}.Read{LabelType.Accessor(labels.Size)}({at})"),
        HandleType handle => handle.Lift($"{memory}.ReadU32({at})"),
        SequenceType sequence => Load(sequence, $"{memory}.ReadU32({at})", $"{memory}.ReadU32({Add(at, 4)})"),
        _ => $"{codecs.Method(CodecOperation.Read, type, owner)}(cx, {at})",
    };

    /// <summary>An expression for the value whose flat values begin at an index of a span.</summary>
    public string Lift(BoundType type, string flat, int index) => type switch
    {
        ScalarType scalar => scalar.Lift($"{flat}[{index}]"),
        LabelType labels => labels.FromNumber($"{flat}[{index}].U32"),
        HandleType handle => handle.Lift($"{flat}[{index}].U32"),
        SequenceType sequence => Load(sequence, $"{flat}[{index}].U32", $"{flat}[{index + 1}].U32"),
        _ => $"{codecs.Method(CodecOperation.Lift, type, owner)}(cx, {Slice(flat, index)})",
    };

    public void EmitMethod(SourceWriter writer, CodecOperation operation, BoundType type, string name)
    {
        var parameters = operation switch
        {
            CodecOperation.Read => "uint at",
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

    internal static string Add(string at, int offset) => offset == 0 ? at : $"{at} + {offset}";

    internal static string Slice(string flat, int index) => index == 0 ? flat : $"{flat}[{index}..]";

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

        writer.Line($"cx.ReadList(pointer, count, {element.Size}, {element.Alignment});");
        writer.Line($"var items = {NewArray(element, "count")};");
        EmitLoop(writer, element, "items", "pointer", "count", CodecOperation.Read);
        writer.Line("return items;");
    }

    private void EmitArray(SourceWriter writer, ArrayType array, CodecOperation operation)
    {
        writer.Line($"var items = {NewArray(array.Element, array.Length.ToString(System.Globalization.CultureInfo.InvariantCulture))};");
        EmitLoop(writer, array.Element, "items", "at", array.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), operation);
        writer.Line("return items;");
    }

    /// <summary>A new C# array; for an array of arrays the length goes into the first pair of brackets.</summary>
    private static string NewArray(BoundType element, string length)
    {
        var suffix = "";
        var type = element.CSharp;
        while (type.EndsWith("[]", StringComparison.Ordinal))
        {
            suffix += "[]";
            type = type.Substring(0, type.Length - 2);
        }

        return $"new {type}[{length}]{suffix}";
    }

    private void EmitLoop(SourceWriter writer, BoundType element, string items, string start, string count, CodecOperation operation)
    {
        var address = $"{start} + (i * {element.Size})";
        var value = operation == CodecOperation.Lift
            ? Lift(element, $"flat[(i * {element.FlatCount})..]", 0)
            : Read(element, "memory", address);
        DeclareMemory(writer, value);
        var counter = operation == CodecOperation.Lift ? "var i = 0" : "var i = 0u";
        writer.Open($"for ({counter}; i < {count}; i++)");
        writer.Line($"{items}[i] = {value};");
        writer.Close();
        writer.Line();
    }

    private void EmitMap(SourceWriter writer, MapType map)
    {
        var pair = map.Pair;
        var key = Read(map.KeyType, "memory", "at");
        var value = Read(map.ValueType, "memory", Add("at", pair.Offset(1)));
        writer.Line($"cx.ReadList(pointer, count, {pair.Size}, {pair.Alignment});");
        DeclareMemory(writer, key + value);
        writer.Line($"var items = new {map.CSharp}();");
        writer.Open("for (var i = 0u; i < count; i++)");
        writer.Line($"var at = pointer + (i * {pair.Size});");
        writer.Line($"items[{key}] = {value};");
        writer.Close();
        writer.Line();
        writer.Line("return items;");
    }

    private void EmitAggregate(SourceWriter writer, AggregateType type, CodecOperation operation)
    {
        var members = new List<string>();
        var index = 0;
        for (var i = 0; i < type.Members.Count; i++)
        {
            var member = type.Members[i].Type;
            members.Add(operation == CodecOperation.Lift ? Lift(member, "flat", index) : Read(member, "memory", Add("at", type.Offset(i))));
            index += member.FlatCount;
        }

        DeclareMemory(writer, string.Concat(members));
        writer.Line($"return {type.Construct(members.Sum(m => m.Length) > 100 ? OnLines(members) : members)};");
    }

    private void EmitTagged(SourceWriter writer, TaggedType type, CodecOperation operation)
    {
        var arms = new List<string>();
        for (var i = 0; i < type.Cases.Count; i++)
        {
            var payload = type.Cases[i].Payload is not { } bound ? null
                : operation == CodecOperation.Lift ? Lift(bound, "flat", 1)
                : Read(bound, "memory", Add("at", type.PayloadOffset));
            var label = i == type.Cases.Count - 1 ? "_" : i.ToString(System.Globalization.CultureInfo.InvariantCulture);
            arms.Add($"{label} => {type.Construct(i, payload)},");
        }

        var tag = operation == CodecOperation.Lift ? "flat[0].U32" : $"memory.Read{LabelType.Accessor(type.TagSize)}(at)";
        DeclareMemory(writer, tag + string.Concat(arms));
        writer.Line($"return FlatValue.Discriminant({tag}, {type.Cases.Count}) switch");
        writer.Line("{");
        writer.Indent();
        foreach (var arm in arms)
        {
            writer.Line(arm);
        }

        writer.Outdent();
        writer.Line("};");
    }

    private static IEnumerable<string> OnLines(List<string> members) => members.Select(m => "\n    " + m);

    /// <summary>Nothing runs the guest while a value is lifted, so one view of the memory serves.</summary>
    private static void DeclareMemory(SourceWriter writer, string code)
    {
        if (code.Contains("memory."))
        {
            writer.Line("var memory = cx.Memory;");
        }
    }
}
