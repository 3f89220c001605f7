using System.Text;
using Whorl.Components.Hosting;

namespace Whorl.Components.Tests.Abi;

/// <summary>A type and a value of it, both made from a seed.</summary>
internal sealed class RandomValue
{
    private readonly Random _random;
    private readonly List<string> _definitions = [];

    public RandomValue(int seed)
    {
        _random = new Random(seed);
        (Type, Value) = Make(3);
    }

    /// <summary>Definitions of the named types that <see cref="Type"/> refers to, in the text format, exported under their names.</summary>
    public string Exported => Named((name, type) => $"(export ${name} \"{name}\" (type {type}))");

    /// <summary>The same, imported under their names.</summary>
    public string Imported => Named((name, type) => $"(import \"{name}\" (type ${name} (eq {type})))");

    /// <summary>The arguments for the imports, out of the instance <c>$c</c> that exports them.</summary>
    public string Arguments => Named((name, _) => $"(with \"{name}\" (type $c \"{name}\"))", define: false);

    public string Type { get; }

    public ComponentValue Value { get; }

    private (string Type, ComponentValue Value) Make(int depth) => _random.Next(depth > 0 ? 18 : 10) switch
    {
        0 => ("bool", ComponentValue.FromBool(_random.Next(2) == 0)),
        1 => ("u8", ComponentValue.FromUnsigned((ulong)_random.Next(256))),
        2 => ("s16", ComponentValue.FromSigned(_random.Next(short.MinValue, short.MaxValue))),
        3 => ("u32", ComponentValue.FromUnsigned((uint)_random.NextInt64(uint.MaxValue))),
        4 => ("s64", ComponentValue.FromSigned(_random.NextInt64(long.MinValue, long.MaxValue))),
        5 => ("f32", ComponentValue.FromF32(_random.NextSingle())),
        6 => ("f64", ComponentValue.FromF64(_random.NextDouble())),
        7 => ("char", ComponentValue.FromChar(Char())),
        8 => ("string", Text()),
        9 => Flags(),
        10 or 11 => List(depth - 1),
        12 or 13 => Record(depth - 1),
        14 or 15 => Variant(depth - 1),
        16 => Option(depth - 1),
        _ => Tuple(depth - 1),
    };

    private Rune Char() => _random.Next(3) switch
    {
        0 => new Rune(_random.Next(0x80)),
        1 => new Rune(_random.Next(0x80, 0xd800)),
        _ => new Rune(_random.Next(0xe000, 0x110000)),
    };

    private ComponentValue Text() => ComponentValue.FromString(string.Concat(Enumerable.Range(0, _random.Next(8)).Select(_ => Char())));

    private (string Type, ComponentValue Value) Flags()
    {
        var count = _random.Next(1, 33);
        return (Define($"(flags {Labels(count)})"), ComponentValue.FromFlags((uint)_random.NextInt64(1L << count)));
    }

    // A list's elements are of one type, so they all have the one value.
    private (string Type, ComponentValue Value) List(int depth)
    {
        var (type, value) = Make(depth);
        return ($"(list {type})", ComponentValue.FromList([.. Enumerable.Repeat(value, _random.Next(5))]));
    }

    private (string Type, ComponentValue Value) Record(int depth)
    {
        var members = Members(depth);
        var fields = string.Concat(members.Select((m, i) => $"(field \"f{i}\" {m.Type})"));
        return (Define($"(record {fields})"), ComponentValue.FromRecord([.. members.Select(m => m.Value)]));
    }

    private (string Type, ComponentValue Value) Tuple(int depth)
    {
        var members = Members(depth);
        return ($"(tuple {string.Join(' ', members.Select(m => m.Type))})", ComponentValue.FromRecord([.. members.Select(m => m.Value)]));
    }

    private (string Type, ComponentValue Value) Variant(int depth)
    {
        var members = Members(depth);
        var chosen = _random.Next(members.Length + 1);
        var cases = string.Concat(members.Select((m, i) => $"(case \"c{i}\" {m.Type})"));
        return (
            Define($"(variant {cases} (case \"none\"))"),
            chosen == members.Length ? ComponentValue.FromVariant(chosen) : ComponentValue.FromVariant(chosen, members[chosen].Value));
    }

    private (string Type, ComponentValue Value) Option(int depth)
    {
        var (type, value) = Make(depth);
        return ($"(option {type})", _random.Next(2) == 0 ? ComponentValue.FromVariant(0) : ComponentValue.FromVariant(1, value));
    }

    private (string Type, ComponentValue Value)[] Members(int depth) =>
        [.. Enumerable.Range(0, _random.Next(1, 5)).Select(_ => Make(depth))];

    private string Define(string definition)
    {
        _definitions.Add(definition);
        return $"$t{_definitions.Count - 1}";
    }

    private string Named(Func<string, string, string> use, bool define = true) => string.Concat(
        _definitions.Select((definition, i) => (define ? $"(type $t{i}' {definition})" : "") + use($"t{i}", $"$t{i}'")));

    private static string Labels(int count) => string.Join(' ', Enumerable.Range(0, count).Select(i => $"\"l{i}\""));
}
