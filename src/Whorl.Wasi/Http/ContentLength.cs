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

    /// <summary>The headers with no length, for a message that must not have one.</summary>
    public static HeaderList Without(HeaderList headers) => headers.Contains(Name) ? Replace(headers, null) : headers;

    /// <summary>The headers with the length at most once: several equal ones are allowed to come in, but none should go out.</summary>
    public static HeaderList Once(HeaderList headers)
    {
        int count = 0;
        foreach (HeaderField field in headers)
        {
            count += field.Name.Equals(Name, StringComparison.OrdinalIgnoreCase) ? 1 : 0;
        }

        return count > 1 && headers.TryGetValue(Name, out ReadOnlyMemory<byte> value) ? Replace(headers, value) : headers;
    }

    private static HeaderList Replace(HeaderList headers, ReadOnlyMemory<byte>? value)
    {
        HeaderList copy = headers.Copy();
        copy.Remove(Name);
        if (value is { } bytes)
        {
            copy.Add(Name, bytes);
        }

        return copy;
    }

    private static bool TryParse(ReadOnlySpan<byte> text, out long value) =>
        Utf8Parser.TryParse(text, out value, out int consumed) && consumed == text.Length && char.IsAsciiDigit((char)text[0]);
}
