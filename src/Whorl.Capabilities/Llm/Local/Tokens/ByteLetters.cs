using System.Text;

namespace Whorl.Capabilities.Llm.Local.Tokens;

/// <summary>Byte-level vocabularies write each byte as a letter: a printable one as itself, the others as those from U+0100 on.</summary>
internal static class ByteLetters
{
    private static readonly char[] s_letters = MakeLetters();
    private static readonly Dictionary<char, byte> s_bytes = s_letters.Index().ToDictionary(entry => entry.Item, entry => (byte)entry.Index);

    /// <summary>Writes a text's bytes as letters.</summary>
    public static string Write(string text) => string.Create(Encoding.UTF8.GetByteCount(text), text, (letters, from) =>
    {
        byte[] bytes = Encoding.UTF8.GetBytes(from);
        for (int i = 0; i < bytes.Length; i++)
        {
            letters[i] = s_letters[bytes[i]];
        }
    });

    /// <summary>Reads letters as bytes, and these as a text. What is none of the letters stays as it is.</summary>
    public static string Read(string letters)
    {
        var bytes = new List<byte>(letters.Length);
        Span<byte> other = stackalloc byte[4];
        foreach (Rune letter in letters.EnumerateRunes())
        {
            if (letter.IsBmp && s_bytes.TryGetValue((char)letter.Value, out byte value))
            {
                bytes.Add(value);
            }
            else
            {
                bytes.AddRange(other[..letter.EncodeToUtf8(other)]);
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    private static char[] MakeLetters()
    {
        char[] letters = new char[256];
        int others = 256;
        for (int value = 0; value < letters.Length; value++)
        {
            bool isPrintable = value is (>= '!' and <= '~') or (>= 0xa1 and <= 0xac) or (>= 0xae and <= 0xff);
            letters[value] = (char)(isPrintable ? value : others++);
        }

        return letters;
    }
}
