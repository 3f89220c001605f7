using System.Collections.Immutable;
using System.Text;
using Whorl.Conformance.Text;

namespace Whorl.Conformance.Values;

/// <summary>Reads the constants of scripts, such as <c>(list.const (u8.const 1))</c>.</summary>
internal sealed class ValueReader(SourceText source)
{
    private static readonly UTF8Encoding s_strictUtf8 = new(false, throwOnInvalidBytes: true);

    public WastValue Read(SyntaxNode node) =>
        node is ListNode { Keyword: { } keyword } list
            ? ReadForm(list, keyword, list.Items.Skip(1).ToList())
            : throw source.Error(node.Start, "a constant is expected here, such as `(u32.const 1)`");

    public ImmutableArray<WastValue> ReadAll(IEnumerable<SyntaxNode> nodes) => [.. nodes.Select(Read)];

    private WastValue ReadForm(SyntaxNode at, string keyword, List<SyntaxNode> rest) => keyword switch
    {
        "bool.const" => new BoolValue(Token(at, rest) switch
        {
            "true" => true,
            "false" => false,
            var other => throw source.Error(at.Start, $"`{other}` is not a boolean; write `true` or `false`"),
        }),
        "u8.const" => Integer(at, rest, "u8", 8, signed: false),
        "u16.const" => Integer(at, rest, "u16", 16, signed: false),
        "u32.const" => Integer(at, rest, "u32", 32, signed: false),
        "u64.const" => Integer(at, rest, "u64", 64, signed: false),
        "s8.const" => Integer(at, rest, "s8", 8, signed: true),
        "s16.const" => Integer(at, rest, "s16", 16, signed: true),
        "s32.const" => Integer(at, rest, "s32", 32, signed: true),
        "s64.const" => Integer(at, rest, "s64", 64, signed: true),
        "i32.const" => Integer(at, rest, "i32", 32, signed: true),
        "i64.const" => Integer(at, rest, "i64", 64, signed: true),
        "f32.const" => Float(at, rest, FloatFormat.F32),
        "f64.const" => Float(at, rest, FloatFormat.F64),
        "char.const" => Char(at, rest),
        "str.const" => new StringValue(Name(at, rest, 0)),
        "list.const" => new ListValue(ReadAll(rest)),
        "tuple.const" => new TupleValue(ReadAll(rest)),
        "record.const" => new RecordValue([.. rest.Select(ReadField)]),
        "variant.const" => new VariantValue(Name(at, rest, 0), Payload(at, rest.Skip(1).ToList())),
        "enum.const" => new EnumValue(Name(at, rest, 0)),
        "option.none" => new OptionValue(null),
        "option.some" => new OptionValue(Payload(at, rest) ?? throw source.Error(at.Start, "`option.some` needs a value")),
        "result.ok" => new ResultValue(true, Payload(at, rest)),
        "result.err" => new ResultValue(false, Payload(at, rest)),
        "flags.const" => new FlagsValue([.. rest.Select((_, i) => Name(at, rest, i))]),
        _ => throw source.Error(at.Start, $"`{keyword}` is not a constant that this runner knows"),
    };

    private (string Name, WastValue Value) ReadField(SyntaxNode node)
    {
        if (node is not ListNode { Keyword: "field" } list)
        {
            throw source.Error(node.Start, "a record field is expected here, such as `(field \"x\" u32.const 1)`");
        }
        var rest = list.Items.Skip(1).ToList();
        var value = Payload(node, rest.Skip(1).ToList());
        return (Name(node, rest, 0), value ?? throw source.Error(node.Start, "this field has no value"));
    }

    /// <summary>A value inside another, with its parentheses or, as in record fields, without them.</summary>
    private WastValue? Payload(SyntaxNode at, List<SyntaxNode> nodes) => nodes switch
    {
        [] => null,
        [ListNode list] => Read(list),
        [AtomNode keyword, .. var rest] => ReadForm(at, keyword.Text, rest),
        _ => throw source.Error(at.Start, "one value is expected in this form"),
    };

    private IntegerValue Integer(SyntaxNode at, List<SyntaxNode> rest, string type, int bits, bool signed)
    {
        var text = Token(at, rest);
        return NumberReader.Integer(text, bits, signed) is { } value
            ? new IntegerValue(type, value)
            : throw source.Error(at.Start, $"`{text}` is not a value of {type}");
    }

    private FloatValue Float(SyntaxNode at, List<SyntaxNode> rest, FloatFormat format)
    {
        var text = Token(at, rest);
        return NumberReader.Float(text, format) ?? throw source.Error(at.Start, $"`{text}` is not a value of {format.Name}");
    }

    private CharValue Char(SyntaxNode at, List<SyntaxNode> rest)
    {
        var text = Name(at, rest, 0);
        return Rune.TryGetRuneAt(text.Length > 0 ? text : "\ud800", 0, out var rune) && rune.Utf16SequenceLength == text.Length
            ? new CharValue(rune)
            : throw source.Error(at.Start, $"`char.const` takes one Unicode scalar value, not {text.Length} UTF-16 units");
    }

    private string Token(SyntaxNode at, List<SyntaxNode> rest) =>
        rest is [AtomNode atom] ? atom.Text : throw source.Error(at.Start, "one token is expected after this keyword");

    private string Name(SyntaxNode at, List<SyntaxNode> rest, int index)
    {
        if (index >= rest.Count || rest[index] is not StringNode text)
        {
            throw source.Error(at.Start, "a string is expected in this form");
        }
        try
        {
            return s_strictUtf8.GetString(text.Bytes);
        }
        catch (DecoderFallbackException)
        {
            throw source.Error(text.Start, "this string is not valid UTF-8");
        }
    }
}
