using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Whorl.Fuzz.Wit;

/// <summary>Changes WIT texts at random, by tokens rather than characters, so that the results come close to WIT.</summary>
internal sealed partial class WitMutator(int seed)
{
    private static readonly ImmutableArray<string> s_texts =
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Wit"), "*.wit", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    private static readonly string[] s_tokens =
    [
        "{", "}", "(", ")", "<", ">", ",", ";", ":", "=", ".", "/", "->", "@", "%", "_", "*", "//", "/*", "*/", "///", "\"", "\\", "0", "1.0.0", "@1.2.3-rc.1+b",
        "package", "interface", "world", "use", "include", "with", "as", "type", "record", "variant", "enum", "flags", "resource", "func", "async", "static",
        "constructor", "import", "export", "own<", "borrow<", "list<", "map<", "option<", "result<", "tuple<", "stream<", "future<", "string", "u8",
        "@since(version = 0.1.0)", "@unstable(feature = x)", "@deprecated(version = 1.0.0)", "@external-id(\"x\")", "\u0000", "\u202e", "\ud83d\ude00", "\r\n",
    ];

    private readonly Random _random = new(seed);

    public string Next()
    {
        var source = _random.Next(3) == 0 ? Pick(s_texts) : RandomWit.Write(_random.Next());
        var tokens = Token().Matches(source).Select(m => m.Value).ToList();
        for (var changes = 1 + _random.Next(4); changes > 0 && tokens.Count > 1; changes--)
        {
            var (at, other) = (_random.Next(tokens.Count), _random.Next(tokens.Count));
            switch (_random.Next(6))
            {
                case 0:
                    tokens[at] = Pick(s_tokens);
                    break;
                case 1:
                    tokens.Insert(at, Pick(s_tokens));
                    break;
                case 2:
                    tokens.RemoveAt(at);
                    break;
                case 3:
                    tokens[at] = tokens[other];
                    break;
                case 4:
                    (tokens[at], tokens[other]) = (tokens[other], tokens[at]);
                    break;
                default:
                    tokens.InsertRange(at, tokens.GetRange(other, Math.Min(tokens.Count - other, _random.Next(1, 40))));
                    break;
            }
        }

        return string.Concat(tokens);
    }

    [GeneratedRegex(@"\s+|[\w%-]+|->|.", RegexOptions.Singleline)]
    private static partial Regex Token();

    private T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];
}
