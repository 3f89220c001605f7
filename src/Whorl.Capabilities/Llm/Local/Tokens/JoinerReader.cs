using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Whorl.Capabilities.Llm.Local.Tokens;

/// <summary>Reads how a <c>tokenizer.json</c> makes a text of tokens.</summary>
internal static class JoinerReader
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the steps.</summary>
    /// <exception cref="InvalidDataException">There is one that is not known.</exception>
    public static IEnumerable<Joiner> Read(JsonElement step) => step.StepType() switch
    {
        // What makes vectors writes nothing.
        null or "WordPiece" => [],
        "Sequence" => step.GetProperty("decoders").EnumerateArray().SelectMany(Read),
        "Replace" => [Replace(step)],
        "ByteFallback" => [JoinBytes],
        "Fuse" => [parts => [string.Concat(parts)]],
        "Strip" => [Strip(step)],
        "ByteLevel" => [parts => [ByteLetters.Read(string.Concat(parts))]],
        "Metaspace" => [Metaspace(step)],
        string type => throw TokenizerJson.Unknown("decoder", type),
    };

    /// <summary>The byte that a token such as <c>&lt;0x0A&gt;</c> stands for.</summary>
    public static byte? ByteOf(string token) =>
        token is ['<', '0', 'x', _, _, '>'] && byte.TryParse(token.AsSpan(3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value) ? value : null;

    private static Joiner Replace(JsonElement step)
    {
        (Regex? pattern, string? text) = step.Pattern();
        string content = step.RequiredText("content");
        return parts => parts.ConvertAll(part => pattern is null ? part.Replace(text!, content, StringComparison.Ordinal) : pattern.Replace(part, _ => content));
    }

    private static Joiner Strip(JsonElement step)
    {
        string content = step.RequiredText("content");
        (int start, int stop) = (step.GetProperty("start").GetInt32(), step.GetProperty("stop").GetInt32());
        return parts => parts.ConvertAll(part =>
        {
            for (int i = 0; i < start && part.StartsWith(content, StringComparison.Ordinal); i++)
            {
                part = part[content.Length..];
            }

            for (int i = 0; i < stop && part.EndsWith(content, StringComparison.Ordinal); i++)
            {
                part = part[..^content.Length];
            }

            return part;
        });
    }

    private static Joiner Metaspace(JsonElement step)
    {
        string mark = step.RequiredText("replacement");
        bool dropsFirst = step.Text("prepend_scheme") is { } scheme ? scheme != "never" : step.Flag("add_prefix_space", otherwise: true);
        return parts =>
        {
            List<string> spaced = parts.ConvertAll(part => part.Replace(mark, " ", StringComparison.Ordinal));
            if (dropsFirst && spaced is [[' ', ..] first, ..])
            {
                spaced[0] = first[1..];
            }

            return spaced;
        };
    }

    /// <summary>Makes characters of tokens of bytes in a row; bytes that are none are a replacement character each.</summary>
    private static List<string> JoinBytes(List<string> parts)
    {
        var joined = new List<string>(parts.Count);
        var bytes = new List<byte>();
        foreach (string part in parts)
        {
            if (ByteOf(part) is { } value)
            {
                bytes.Add(value);
                continue;
            }

            Flush();
            joined.Add(part);
        }

        Flush();
        return joined;

        void Flush()
        {
            if (bytes.Count > 0)
            {
                joined.Add(TextOf([.. bytes]));
                bytes.Clear();
            }
        }
    }

    private static string TextOf(byte[] bytes)
    {
        try
        {
            return s_strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return new string('\ufffd', bytes.Length);
        }
    }
}
