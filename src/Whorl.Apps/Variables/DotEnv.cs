using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;

namespace Whorl.Apps.Variables;

/// <summary>
/// Reads <c>.env</c> files: <c>NAME=value</c> lines, comments, <c>export</c> in front, and values in quotes, which may go on over several lines.
/// </summary>
internal sealed class DotEnv
{
    private readonly string _text;
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly ImmutableArray<(int Line, string Problem)>.Builder _problems = ImmutableArray.CreateBuilder<(int, string)>();
    private int _at;
    private int _line = 1;

    private DotEnv(string text) => _text = text.ReplaceLineEndings("\n");

    /// <summary>What a file holds.</summary>
    /// <param name="text">The file.</param>
    /// <param name="problems">The lines that set nothing, because they cannot be understood, and why. None of it quotes the file, which may hold secrets.</param>
    public static FrozenDictionary<string, string> Parse(string text, out ImmutableArray<(int Line, string Problem)> problems)
    {
        var file = new DotEnv(text);
        while (file._at < file._text.Length)
        {
            file.ReadLine();
        }

        problems = file._problems.ToImmutable();
        return file._values.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private void ReadLine()
    {
        int line = _line;
        ReadOnlySpan<char> rest = _text.AsSpan(_at, EndOfLine() - _at);
        ReadOnlySpan<char> name = rest.TrimStart();
        if (name.IsEmpty || name[0] == '#')
        {
            Skip(rest.Length + 1);
            return;
        }

        int equals = rest.IndexOf('=');
        if (equals < 0)
        {
            _problems.Add((line, "it has no `=`"));
            Skip(rest.Length + 1);
            return;
        }

        name = rest[..equals].Trim();
        if (name.StartsWith("export ", StringComparison.Ordinal))
        {
            name = name["export ".Length..].TrimStart();
        }

        string key = name.ToString();
        Skip(equals + 1);
        string? value = ReadValue(out string? problem);
        problem ??= IsName(key) ? null : "what stands before its `=` is no name of an environment variable";
        if (problem is null)
        {
            _values[key] = value!;
        }
        else
        {
            _problems.Add((line, problem));
        }
    }

    /// <summary>Reads what follows the equals sign, up to the end of its last line.</summary>
    private string? ReadValue(out string? problem)
    {
        problem = null;
        ReadOnlySpan<char> rest = _text.AsSpan(_at, EndOfLine() - _at);
        ReadOnlySpan<char> value = rest.TrimStart();
        if (value.IsEmpty || value[0] is not ('\'' or '"'))
        {
            // A comment begins after white space: a `#` within a value is a part of it.
            int comment = rest.IndexOf(" #");
            Skip(rest.Length + 1);
            return (comment < 0 ? value : rest[..comment]).Trim().ToString();
        }

        Skip(rest.Length - value.Length);
        if (Unquote() is not { } unquoted)
        {
            problem = "the quote that its value begins with is never closed";
            Skip(EndOfLine() - _at + 1);
            return null;
        }

        ReadOnlySpan<char> after = _text.AsSpan(_at, EndOfLine() - _at);
        problem = after.TrimStart() is [] or ['#', ..] ? null : "there is more after the quote that closes its value";
        Skip(after.Length + 1);
        return unquoted;
    }

    /// <summary>Reads a value in quotes; null, without moving, when it has no end.</summary>
    private string? Unquote()
    {
        char quote = _text[_at];
        var value = new StringBuilder();
        for (int i = _at + 1; i < _text.Length; i++)
        {
            char c = _text[i];
            if (c == quote)
            {
                Skip(i + 1 - _at);
                return value.ToString();
            }

            bool isEscaped = c == '\\' && quote == '"' && i + 1 < _text.Length;
            value.Append(isEscaped ? Unescape(_text[++i]) : c);
        }

        return null;
    }

    private static char Unescape(char c) => c switch { 'n' => '\n', 'r' => '\r', 't' => '\t', _ => c };

    private static bool IsName(string text) =>
        text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.');

    private int EndOfLine() => _text.IndexOf('\n', _at) is >= 0 and var end ? end : _text.Length;

    private void Skip(int count)
    {
        int end = Math.Min(_at + count, _text.Length);
        _line += _text.AsSpan(_at, end - _at).Count('\n');
        _at = end;
    }
}
