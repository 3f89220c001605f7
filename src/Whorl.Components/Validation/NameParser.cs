using System.Buffers;

namespace Whorl.Components.Validation;

/// <summary>Parses the names of imports and exports.</summary>
internal ref struct NameParser
{
    private static readonly SearchValues<char> s_base64 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

    private readonly string _name;
    private int _position;
    private string? _error;

    private NameParser(string name)
    {
        _name = name;
    }

    /// <summary>Takes a name apart. When it is malformed, the result is null and <paramref name="error"/> says why.</summary>
    public static ParsedName? Parse(string name, out string error)
    {
        var parser = new NameParser(name);
        var parsed = parser.Parse();
        if (parser._error is null && parser._position < name.Length)
        {
            parser._error = $"trailing characters found: `{name[parser._position..]}`";
        }

        error = parser._error ?? "";
        return parser._error is null ? parsed : null;
    }

    private ParsedName Parse()
    {
        if (Eat("[constructor]"))
        {
            var resource = RestAsLabel();
            return new(NameKind.Constructor, resource, null, "[constructor]" + KebabName.Canonical(resource));
        }

        if (Eat("[method]"))
        {
            return Member(NameKind.Method);
        }

        if (Eat("[static]"))
        {
            return Member(NameKind.Static);
        }

        if (Eat("unlocked-dep="))
        {
            return Bracketed(static (ref parser) => parser.PackageQuery());
        }

        if (Eat("locked-dep="))
        {
            return Bracketed(static (ref parser) => parser.PackageName(), mayHaveHash: true);
        }

        if (Eat("url="))
        {
            return Bracketed(static (ref parser) => parser.Url(), mayHaveHash: true);
        }

        if (Eat("integrity="))
        {
            return Bracketed(static (ref parser) => parser.Hashes());
        }

        if (_name.Contains(':', StringComparison.Ordinal))
        {
            return Interface();
        }

        var label = RestAsLabel();
        return new(NameKind.Label, "", null, KebabName.Canonical(label));
    }

    private delegate void Production(ref NameParser parser);

    private ParsedName Bracketed(Production content, bool mayHaveHash = false)
    {
        Expect("<");
        content(ref this);
        Expect(">");
        if (mayHaveHash && Eat(","))
        {
            Expect("integrity=<");
            Hashes();
            Expect(">");
        }

        return new(NameKind.Implementation, "", null, _name);
    }

    private ParsedName Member(NameKind kind)
    {
        var dot = _name.IndexOf('.', _position);
        if (dot < 0)
        {
            Fail("failed to find `.` character");
            return new(kind, "", null, "");
        }

        var resource = Label(_name[_position..dot]);
        _position = dot + 1;
        var member = RestAsLabel();
        var resourceKey = KebabName.Canonical(resource);
        var memberKey = KebabName.Canonical(member);

        // A member that is called as its resource would collide with the resource itself in many languages.
        return new(kind, resource, null, resourceKey == memberKey ? resourceKey : $"{resourceKey}.{memberKey}");
    }

    private ParsedName Interface()
    {
        PackagePath();
        if (_error is null && !Eat("/"))
        {
            Fail("expected `/` after package name");
        }

        TakeLabel();
        string? version = null;
        if (Eat("@"))
        {
            version = _name[_position..];
            _position = _name.Length;
        }

        return new(NameKind.Interface, "", version, KebabName.Canonical(_name));
    }

    private void PackagePath()
    {
        TakeLowercaseLabel();
        Expect(":");
        TakeLowercaseLabel();
    }

    private void PackageName()
    {
        PackagePath();
        if (Eat("/"))
        {
            TakeLabel();
        }

        if (Eat("@"))
        {
            Version(TakeUntil('>'));
        }
    }

    private void PackageQuery()
    {
        PackagePath();
        if (Eat("/"))
        {
            TakeLabel();
        }

        if (!Eat("@") || Eat("*"))
        {
            return;
        }

        Expect("{");
        var range = TakeUntil('}');
        Expect("}");

        // A lower bound, an upper bound, or both in this order.
        var bounds = range.Split(' ', 2);
        var isLower = bounds[0].StartsWith(">=", StringComparison.Ordinal);
        if (!isLower && !bounds[0].StartsWith('<'))
        {
            Fail("expected `>=` or `<` at start of version range");
        }
        else if (!isLower)
        {
            Version(range[1..]);
        }
        else
        {
            Version(bounds[0][2..]);
            if (bounds is [_, var upper])
            {
                if (upper.StartsWith('<'))
                {
                    Version(upper[1..]);
                }
                else
                {
                    Fail("expected `<` at start of version range upper bounds");
                }
            }
        }
    }

    private void Url()
    {
        if (TakeUntil('>').Contains('<', StringComparison.Ordinal))
        {
            Fail("url cannot contain `<`");
        }
    }

    private void Hashes()
    {
        var hashes = TakeUntil('>').Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (hashes.Length == 0)
        {
            Fail("integrity hash cannot be empty");
        }

        foreach (var hash in hashes)
        {
            var dash = hash.IndexOf('-', StringComparison.Ordinal);
            if (dash < 0 || hash[..dash] is not ("sha256" or "sha384" or "sha512"))
            {
                Fail($"unrecognized hash algorithm: `{hash}`");
                return;
            }

            var digest = hash[(dash + 1)..].Split('?')[0];
            if (!IsBase64(digest))
            {
                Fail($"not valid base64: `{digest}`");
            }
        }
    }

    // As subresource integrity has it: its length is not looked at.
    private static bool IsBase64(string text)
    {
        var digits = text.AsSpan().TrimEnd('=');
        return digits.Length > 0 && text.Length - digits.Length <= 2 && !digits.ContainsAnyExcept(s_base64);
    }

    private void Version(string text)
    {
        if (SemanticVersion.Check(text) is { } error)
        {
            Fail($"`{text}` is not a valid semver: {error}");
        }
    }

    private string TakeLowercaseLabel()
    {
        var label = TakeLabel();
        if (label.AsSpan().ContainsAnyInRange('A', 'Z'))
        {
            Fail($"`{label}` is not lowercase, as namespaces and packages are");
        }

        return label;
    }

    private string TakeLabel()
    {
        var end = KebabName.EndOfLabel(_name, _position);
        var text = _name[_position..end];
        _position = end;
        return Label(text);
    }

    private string RestAsLabel()
    {
        var text = _name[_position..];
        _position = _name.Length;
        return Label(text);
    }

    private string Label(string text)
    {
        if (!KebabName.IsLabel(text))
        {
            Fail($"`{text}` is not in kebab case");
        }

        return text;
    }

    private string TakeUntil(char end)
    {
        var index = _name.IndexOf(end, _position);
        if (index < 0)
        {
            Fail($"failed to find `{end}` character");
            index = _name.Length;
        }

        var text = _name[_position..index];
        _position = index;
        return text;
    }

    private void Expect(string text)
    {
        if (!Eat(text))
        {
            Fail($"expected `{text}` at `{_name[_position..]}`");
        }
    }

    private bool Eat(string text)
    {
        var found = string.CompareOrdinal(_name, _position, text, 0, text.Length) == 0;
        _position += found ? text.Length : 0;
        return found;
    }

    // The first error is the one that tells what is wrong.
    private void Fail(string error) => _error ??= error;
}
