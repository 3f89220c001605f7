using System.Buffers.Text;

namespace Whorl.Wasi.Http;

/// <summary>Reads the announced length of a body.</summary>
internal static class ContentLength
{
    private const string Name = "content-length";

    /// <summary>Reads the length, null if there is none.</summary>
    /// <returns>False if what the headers say is not a length, or is several.</returns>
    public static bool TryRead(HeaderList headers, out long? length)
    {
        length = null;
        foreach (HeaderField field in headers)
        {
            if (!field.Name.Equals(Name, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (!TryParse(field.Value.Span, out long value) || (length is { } other && other != value))
            {
                return false;
            }

            length = value;
        }

        return true;
    }

    /// <summary>The headers without a length, for a response that must not have one.</summary>
    public static HeaderList Without(HeaderList headers)
    {
        if (!headers.Contains(Name))
        {
            return headers;
        }

        HeaderList copy = headers.Copy();
        copy.Remove(Name);
        return copy;
    }

    private static bool TryParse(ReadOnlySpan<byte> text, out long value) =>
        Utf8Parser.TryParse(text, out value, out int consumed) && consumed == text.Length && char.IsAsciiDigit((char)text[0]);
}
