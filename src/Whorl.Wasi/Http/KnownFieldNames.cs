using System.Text;

namespace Whorl.Wasi.Http;

/// <summary>Gives the names that guests use most without making a new string each time.</summary>
internal static class KnownFieldNames
{
    private const int LongestLength = 28;

    // By length; within a length the most common first.
    private static readonly string[][] s_byLength = Group(
    [
        "content-type", "content-length", "content-encoding", "content-language", "content-location", "content-disposition",
        "content-range", "content-security-policy", "accept", "accept-encoding", "accept-language", "accept-ranges",
        "access-control-allow-origin", "age", "allow", "authorization", "cache-control", "cookie", "date", "etag", "expires",
        "forwarded", "if-match", "if-modified-since", "if-none-match", "last-modified", "link", "location", "origin", "range",
        "referer", "retry-after", "server", "server-timing", "set-cookie", "strict-transport-security", "te", "traceparent",
        "tracestate", "trailer", "user-agent", "vary", "via", "www-authenticate", "x-content-type-options", "x-forwarded-for",
        "x-frame-options", "x-powered-by", "x-request-id", "Content-Type", "Content-Length", "Location", "Cache-Control",
    ]);

    /// <summary>A name as a string. The bytes must be a valid token.</summary>
    public static string Get(ReadOnlySpan<byte> name)
    {
        if (name.Length <= LongestLength)
        {
            foreach (string known in s_byLength[name.Length])
            {
                if (Ascii.Equals(name, known))
                {
                    return known;
                }
            }
        }

        return Encoding.ASCII.GetString(name);
    }

    private static string[][] Group(string[] names)
    {
        var groups = new string[LongestLength + 1][];
        for (int length = 0; length < groups.Length; length++)
        {
            groups[length] = [.. names.Where(n => n.Length == length)];
        }

        return groups;
    }
}
