using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Whorl.Capabilities.Llm.Local.Tokens;

/// <summary>Cleans a text as BERT's models learned it, and takes it apart into words and signs.</summary>
internal sealed class BertText
{
    private const int Replacement = 0xfffd;
    private readonly bool _cleans;
    private readonly bool _isolatesChinese;
    private readonly bool _stripsAccents;
    private readonly bool _lowercases;

    public BertText(JsonElement step)
    {
        _cleans = step.Flag("clean_text", otherwise: true);
        _isolatesChinese = step.Flag("handle_chinese_chars", otherwise: true);
        _lowercases = step.Flag("lowercase", otherwise: true);
        _stripsAccents = step.Flag("strip_accents", otherwise: _lowercases);
        if (_stripsAccents && !_lowercases)
        {
            throw TokenizerJson.Unknown("normalizer", "BertNormalizer that takes accents off capital letters");
        }
    }

    /// <summary>Words and signs, without the space between them.</summary>
    public static IEnumerable<string> Words(string text)
    {
        int start = 0;
        int at = 0;
        while (at < text.Length)
        {
            Rune.DecodeFromUtf16(text.AsSpan(at), out Rune character, out int length);
            if (Rune.IsWhiteSpace(character) || IsSign(character))
            {
                if (at > start)
                {
                    yield return text[start..at];
                }

                if (!Rune.IsWhiteSpace(character))
                {
                    yield return text.Substring(at, length);
                }

                start = at + length;
            }

            at += length;
        }

        if (start < text.Length)
        {
            yield return text[start..];
        }
    }

    /// <summary>Cleans a text.</summary>
    public string Normalize(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (Rune character in text.EnumerateRunes())
        {
            if (_isolatesChinese && IsChinese(character.Value))
            {
                clean.Append(' ').Append(character).Append(' ');
            }
            else if (_cleans && Rune.IsWhiteSpace(character))
            {
                clean.Append(' ');
            }
            else if (!_cleans || !IsControl(character))
            {
                clean.Append(character);
            }
        }

        string cleaned = _lowercases ? clean.ToString().ToLowerInvariant() : clean.ToString();
        return _stripsAccents ? Accents.Remove(cleaned) : cleaned;
    }

    private static bool IsControl(Rune character) => character.Value is 0 or Replacement || Rune.GetUnicodeCategory(character)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate;

    private static bool IsSign(Rune character) => Rune.IsPunctuation(character) || (character.IsAscii && char.IsSymbol((char)character.Value));

    private static bool IsChinese(int character) => character
        is (>= 0x4e00 and <= 0x9fff) or (>= 0x3400 and <= 0x4dbf) or (>= 0x20000 and <= 0x2a6df) or (>= 0x2a700 and <= 0x2ceaf)
        or (>= 0xf900 and <= 0xfaff) or (>= 0x2f800 and <= 0x2fa1f);
}
