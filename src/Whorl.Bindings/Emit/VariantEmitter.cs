using Whorl.Bindings.Binding;

namespace Whorl.Bindings.Emit;

/// <summary>
/// Writes a variant as a struct: a kind, and one field for each type of value that its cases have. Types that are more than a number share a
/// field when there are several, as an object: variants are copied more often than made, and those of many cases would be hundreds of bytes.
/// </summary>
internal sealed class VariantEmitter(SourceWriter writer)
{
    private const string SharedField = "_shared";

    public void Emit(VariantType variant, string docs)
    {
        EmitKind(variant);
        writer.Line();
        writer.Docs(docs);
        writer.Open($"public readonly record struct {variant.Name}");
        var fields = Fields(variant);
        foreach (var field in fields.Where(f => f.Value != SharedField))
        {
            writer.Line($"private readonly {field.Key.CSharp}{(field.Key.IsReference ? "?" : "")} {field.Value};");
        }

        if (fields.Exists(f => f.Value == SharedField))
        {
            writer.Line($"private readonly object? {SharedField};");
        }

        if (fields.Count > 0)
        {
            writer.Line();
        }

        writer.Line($"private {variant.Name}({variant.KindName} kind) => Kind = kind;");
        EmitConstructors(variant, fields);
        writer.Line();
        writer.Docs("Which case this is.");
        writer.Line($"public {variant.KindName} Kind {{ get; }}");
        for (var i = 0; i < variant.Cases.Count; i++)
        {
            writer.Line();
            EmitCase(variant, i, fields);
        }

        writer.Line();
        EmitToString(variant);
        writer.Close();
    }

    private static List<KeyValuePair<BoundType, string>> Fields(VariantType variant)
    {
        List<BoundType> types = [.. variant.Cases.Where(c => c.Payload is not null).Select(c => c.Payload!).GroupBy(p => p.CSharp).Select(group => group.First())];
        var isShared = types.Count(MayShare) > 1;
        return [.. types.Select((type, i) => new KeyValuePair<BoundType, string>(type, isShared && MayShare(type) ? SharedField : $"_value{i + 1}"))];
    }

    private static bool MayShare(BoundType type) => type is not (ScalarType or LabelType);

    private void EmitKind(VariantType variant)
    {
        writer.Summary($"The cases of <see cref=\"{variant.Name}\"/>.");
        writer.Open($"public enum {variant.KindName} : {LabelType.Underlying(variant.TagSize)}");
        for (var i = 0; i < variant.Cases.Count; i++)
        {
            if (i > 0)
            {
                writer.Line();
            }

            var item = variant.Cases[i];
            writer.Docs(item.Docs.Length > 0 ? item.Docs : item.Name + ".");
            writer.Line($"{item.Name},");
        }

        writer.Close();
    }

    private void EmitConstructors(VariantType variant, List<KeyValuePair<BoundType, string>> fields)
    {
        foreach (var field in fields)
        {
            writer.Line();
            writer.Open($"private {variant.Name}({variant.KindName} kind, {field.Key.CSharp} value)");
            writer.Line("Kind = kind;");
            writer.Line($"{field.Value} = value;");
            writer.Close();
        }
    }

    private void EmitCase(VariantType variant, int index, List<KeyValuePair<BoundType, string>> fields)
    {
        var item = variant.Cases[index];
        var kind = $"{variant.KindName}.{item.Name}";
        writer.Docs(item.Docs.Length > 0 ? item.Docs : $"The case {item.Name}.");
        if (item.Payload is null)
        {
            writer.Line($"public static {variant.Name} {item.Name} => new({kind});");
            return;
        }

        writer.Line($"public static {variant.Name} {item.Name}({item.Payload.CSharp} value) => new({kind}, value);");
        writer.Line();
        writer.Docs($"The value of the case {item.Name}.");
        writer.Line("/// <exception cref=\"InvalidOperationException\">This is another case.</exception>");
        var field = fields.First(f => f.Key.CSharp == item.Payload.CSharp).Value;
        var value = field == SharedField ? $"({item.Payload.CSharp}){field}!" : field + (item.Payload.IsReference ? "!" : "");
        writer.Line($"public {item.Payload.CSharp} {item.Accessor}() => Kind == {kind} ? {value} : throw NotA({kind});");
    }

    private void EmitToString(VariantType variant)
    {
        writer.Line("/// <inheritdoc/>");
        var payloads = variant.Cases.Where(c => c.Payload is not null).ToList();
        if (payloads.Count == 0)
        {
            writer.Line("public override string ToString() => Kind.ToString();");
            return;
        }

        writer.Line("public override string ToString() => Kind switch");
        writer.Line("{");
        writer.Indent();
        foreach (var item in payloads)
        {
            writer.Line($"{variant.KindName}.{item.Name} => $\"{item.Name}({{{item.Accessor}()}})\",");
        }

        writer.Line("_ => Kind.ToString(),");
        writer.Outdent();
        writer.Line("};");
        writer.Line();
        writer.Line($"private InvalidOperationException NotA({variant.KindName} kind) => new($\"The {variant.Name} is {{Kind}}, not {{kind}}; test Kind first.\");");
    }
}
