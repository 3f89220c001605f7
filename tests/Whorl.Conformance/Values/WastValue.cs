using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Whorl.Conformance.Values;

/// <summary>
/// A component value as scripts write it, and as results are reported. <c>ToString</c> gives script syntax.
/// </summary>
internal abstract record WastValue
{
    public sealed override string ToString()
    {
        var text = new StringBuilder();
        WriteTo(text);
        return text.ToString();
    }

    protected abstract void WriteTo(StringBuilder text);

    protected static void WriteForm(StringBuilder text, string keyword, IEnumerable<WastValue> values)
    {
        text.Append('(').Append(keyword);
        foreach (var value in values)
        {
            text.Append(' ');
            value.WriteTo(text);
        }
        text.Append(')');
    }

    protected static void WriteQuoted(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var rune in value.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\')
            {
                text.Append('\\').Append(rune);
            }
            else if (Rune.IsControl(rune) || rune.Value >= 0x7f)
            {
                text.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
            }
            else
            {
                text.Append(rune);
            }
        }
        text.Append('"');
    }
}

internal sealed record BoolValue(bool Value) : WastValue
{
    protected override void WriteTo(StringBuilder text) => text.Append(Value ? "(bool.const true)" : "(bool.const false)");
}

/// <summary>An integer of a component type ("u8" to "s64") or a core one ("i32", "i64", kept as signed).</summary>
internal sealed record IntegerValue(string Type, Int128 Value) : WastValue
{
    protected override void WriteTo(StringBuilder text) =>
        text.Append(CultureInfo.InvariantCulture, $"({Type}.const {Value})");
}

/// <summary>A float by its bits; an expected result may ask for a class of NaNs instead.</summary>
internal sealed record FloatValue(FloatFormat Format, ulong Bits, NanClass Nan = NanClass.Exact) : WastValue
{
    protected override void WriteTo(StringBuilder text) => text.Append(CultureInfo.InvariantCulture, $"({Format.Name}.const {Spell()})");

    private string Spell() => Nan switch
    {
        NanClass.Canonical => "nan:canonical",
        NanClass.Arithmetic => "nan:arithmetic",
        _ => Format.Spell(Bits),
    };
}

internal sealed record CharValue(Rune Value) : WastValue
{
    protected override void WriteTo(StringBuilder text)
    {
        text.Append("(char.const ");
        WriteQuoted(text, Value.ToString());
        text.Append(')');
    }
}

internal sealed record StringValue(string Value) : WastValue
{
    protected override void WriteTo(StringBuilder text)
    {
        text.Append("(str.const ");
        WriteQuoted(text, Value);
        text.Append(')');
    }
}

/// <summary>The elements of a list, of a fixed-length list, or the entries of a map as pairs.</summary>
internal sealed record ListValue(ImmutableArray<WastValue> Elements) : WastValue
{
    protected override void WriteTo(StringBuilder text) => WriteForm(text, "list.const", Elements);
}

internal sealed record TupleValue(ImmutableArray<WastValue> Elements) : WastValue
{
    protected override void WriteTo(StringBuilder text) => WriteForm(text, "tuple.const", Elements);
}

internal sealed record RecordValue(ImmutableArray<(string Name, WastValue Value)> Fields) : WastValue
{
    protected override void WriteTo(StringBuilder text)
    {
        text.Append("(record.const");
        foreach (var (name, value) in Fields)
        {
            text.Append(" (field ");
            WriteQuoted(text, name);
            // A field's value drops its own parentheses.
            text.Append(' ').Append(value.ToString().AsSpan(1));
        }
        text.Append(')');
    }
}

internal sealed record VariantValue(string Case, WastValue? Payload) : WastValue
{
    protected override void WriteTo(StringBuilder text)
    {
        text.Append("(variant.const ");
        WriteQuoted(text, Case);
        text.Append(Payload is null ? "" : $" {Payload}").Append(')');
    }
}

internal sealed record EnumValue(string Case) : WastValue
{
    protected override void WriteTo(StringBuilder text)
    {
        text.Append("(enum.const ");
        WriteQuoted(text, Case);
        text.Append(')');
    }
}

internal sealed record OptionValue(WastValue? Payload) : WastValue
{
    protected override void WriteTo(StringBuilder text) => text.Append(Payload is null ? "(option.none)" : $"(option.some {Payload})");
}

internal sealed record ResultValue(bool IsOk, WastValue? Payload) : WastValue
{
    protected override void WriteTo(StringBuilder text) =>
        text.Append(IsOk ? "(result.ok" : "(result.err").Append(Payload is null ? "" : $" {Payload}").Append(')');
}

internal sealed record FlagsValue(ImmutableArray<string> Names) : WastValue
{
    protected override void WriteTo(StringBuilder text)
    {
        text.Append("(flags.const");
        foreach (var name in Names)
        {
            text.Append(' ');
            WriteQuoted(text, name);
        }
        text.Append(')');
    }
}

/// <summary>A value that scripts have no notation for, such as a handle; it equals nothing that a script can expect.</summary>
internal sealed record OpaqueValue(string Description) : WastValue
{
    protected override void WriteTo(StringBuilder text) => text.Append('<').Append(Description).Append('>');
}
