namespace Whorl.Triggers.Http;

/// <summary>The request target (RFC 9112, section 3.2) in its parts, as it was sent: nothing is decoded and no dots are removed.</summary>
/// <param name="Authority">The host of a target in absolute form; null for any other.</param>
/// <param name="Path">The path, which starts with a slash; or <c>*</c>.</param>
/// <param name="PathAndQuery">The path with the query.</param>
internal readonly record struct RequestTarget(string? Authority, string Path, string PathAndQuery)
{
    /// <summary>Takes a target apart.</summary>
    /// <param name="raw">The target as Kestrel gives it, which has checked it.</param>
    public static RequestTarget Parse(string raw)
    {
        string? authority = null;
        string pathAndQuery = raw;
        if (!raw.StartsWith('/') && raw.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme)
        {
            int start = scheme + "://".Length;
            int end = raw.AsSpan(start).IndexOfAny('/', '?');
            authority = end < 0 ? raw[start..] : raw.Substring(start, end);
            pathAndQuery = end < 0 ? "/" : raw[(start + end)] == '?' ? "/" + raw[(start + end)..] : raw[(start + end)..];
        }

        int query = pathAndQuery.IndexOf('?', StringComparison.Ordinal);
        return new RequestTarget(authority, query < 0 ? pathAndQuery : pathAndQuery[..query], pathAndQuery);
    }
}
