using System.Text;

namespace Whorl.Fuzz.Wit;

/// <summary>Writes valid WIT at random: packages with interfaces that use each other's types, and worlds over them.</summary>
internal sealed class RandomWit(int seed)
{
    private static readonly string[] s_primitives = ["bool", "u8", "s8", "u16", "s16", "u32", "s32", "u64", "s64", "f32", "f64", "char", "string"];
    private static readonly string[] s_keys = ["bool", "u8", "s64", "char", "string"];
    private static readonly string[] s_words = ["a", "item", "name-of", "x1", "HTTP", "type", "list", "resource", "use", "own", "as", "result"];

    private readonly Random _random = new(seed);
    private readonly StringBuilder _text = new();
    private readonly List<string> _types = [];
    private readonly List<string> _resources = [];
    private int _names;

    /// <summary>One package, as one file.</summary>
    public static string Write(int seed) => new RandomWit(seed).Write();

    private string Write()
    {
        _text.Append("package test:").Append(Escaped("p")).Append(_random.Next(2) == 0 ? ";\n" : $"@{_random.Next(3)}.{_random.Next(20)}.0;\n");
        var interfaces = new List<(string Name, string[] Types)>();
        for (var i = _random.Next(1, 5); i > 0; i--)
        {
            interfaces.Add(Interface(interfaces));
        }

        World(interfaces.ConvertAll(i => i.Name));
        return _text.ToString();
    }

    private (string Name, string[] Types) Interface(List<(string Name, string[] Types)> earlier)
    {
        var name = Unique();
        _types.Clear();
        _resources.Clear();
        _text.Append(Docs()).Append("interface ").Append(name).Append(" {\n");
        foreach (var (other, types) in earlier.Where(e => e.Types.Length > 0 && _random.Next(3) == 0))
        {
            var used = types[_random.Next(types.Length)];
            var alias = Unique();
            _text.Append($"  use {other}.{{{used} as {alias}}};\n");
            _types.Add(alias);
        }

        for (var i = _random.Next(6); i > 0; i--)
        {
            Definition();
        }

        string[] own = [.. _types];
        for (var i = _random.Next(4); i > 0; i--)
        {
            _text.Append(Docs()).Append($"  {Unique()}: {Function()};\n");
        }

        _text.Append("}\n");
        return (name, own);
    }

    private void Definition()
    {
        var name = Unique();
        _text.Append(Docs());
        switch (_random.Next(6))
        {
            case 0:
                Block("record", name, () => $"{Unique()}: {Type(2)}");
                break;
            case 1:
                Block("variant", name, () => _random.Next(2) == 0 ? Unique() : $"{Unique()}({Type(2)})");
                break;
            case 2:
                Block("enum", name, Unique);
                break;
            case 3:
                Block("flags", name, Unique);
                break;
            case 4:
                _text.Append($"  type {name} = {Type(3)};\n");
                break;
            default:
                Resource(name);
                return;
        }

        _types.Add(name);
    }

    private void Block(string keyword, string name, Func<string> member) =>
        _text.Append($"  {keyword} {name} {{ {string.Join(", ", Enumerable.Range(0, _random.Next(1, 6)).Select(_ => member()))} }}\n");

    private void Resource(string name)
    {
        _resources.Add(name);
        if (_random.Next(4) == 0)
        {
            _text.Append($"  resource {name};\n");
            return;
        }

        _text.Append($"  resource {name} {{\n");
        if (_random.Next(2) == 0)
        {
            _text.Append($"    constructor({Parameters()}){(_random.Next(3) == 0 ? $" -> result<{name}, {Type(1)}>" : "")};\n");
        }

        for (var i = _random.Next(3); i > 0; i--)
        {
            _text.Append($"    {Unique()}: {(_random.Next(3) == 0 ? "static " : "")}{Function()};\n");
        }

        _text.Append("  }\n");
    }

    private void World(List<string> interfaces)
    {
        _types.Clear();
        _resources.Clear();
        _text.Append($"world {Unique()} {{\n");
        foreach (var name in interfaces)
        {
            _text.Append(_random.Next(3) switch
            {
                0 => $"  import {name};\n",
                1 => $"  export {name};\n",
                _ => $"  import {Unique()}: {name};\n",
            });
        }

        _text.Append($"  import {Unique()}: {Function()};\n  export {Unique()}: {Function()};\n  import {Unique()}: interface {{ {Unique()}: {Function()}; }}\n}}\n");
    }

    private string Function()
    {
        var result = _random.Next(2) == 0 ? "" : $" -> {Type(2)}";
        return $"{(_random.Next(4) == 0 ? "async " : "")}func({Parameters()}){result}";
    }

    private string Parameters() => string.Join(", ", Enumerable.Range(0, _random.Next(4)).Select(_ => $"{Unique()}: {Parameter()}"));

    private string Parameter() => _resources.Count > 0 && _random.Next(4) == 0 ? $"borrow<{Pick(_resources)}>" : Type(2);

    private string Type(int depth) => _random.Next(depth == 0 ? 3 : 13) switch
    {
        0 or 1 => Pick(s_primitives),
        2 => _types.Count > 0 ? Pick(_types) : Pick(s_primitives),
        3 => _resources.Count > 0 ? Pick(_resources) : Pick(s_primitives),
        4 => $"list<{Type(depth - 1)}>",
        5 => $"list<{Type(depth - 1)}, {_random.Next(1, 9)}>",
        6 => $"option<{Type(depth - 1)}>",
        7 => $"tuple<{string.Join(", ", Enumerable.Range(0, _random.Next(1, 5)).Select(_ => Type(depth - 1)))}>",
        8 => $"map<{Pick(s_keys)}, {Type(depth - 1)}>",
        9 => _random.Next(3) switch { 0 => "result", 1 => $"result<{Type(depth - 1)}>", _ => $"result<_, {Type(depth - 1)}>" },
        10 => $"result<{Type(depth - 1)}, {Type(depth - 1)}>",
        11 => _random.Next(3) == 0 ? "stream" : $"stream<{Pick(s_primitives[..11])}>",
        _ => _random.Next(3) == 0 ? "future" : $"future<{Type(depth - 1)}>",
    };

    private string Docs() => _random.Next(5) == 0 ? "/// Some words, with \"quotes\" and ünïcödé.\n" : "";

    // The number keeps names apart; a word that is also a keyword needs its escape only when it stands alone.
    private string Unique() => Escaped($"{Pick(s_words)}-n{_names++}");

    private string Escaped(string name) => _random.Next(6) == 0 ? "%" + name : name;

    private T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];
}
