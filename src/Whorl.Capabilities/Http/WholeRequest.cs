using System.IO.Pipelines;
using System.Net;
using Whorl.Wasi.Http;

namespace Whorl.Capabilities.Http;

/// <summary>A request in one piece, which can be sent again to where it is redirected.</summary>
internal sealed record WholeRequest(string Method, RequestTarget Target, HeaderList Headers, byte[] Body)
{
    /// <summary>The server, for messages.</summary>
    public string Server => $"{Target.Scheme}://{Target.Authority}";

    public OutboundRequest ToOutbound() => new()
    {
        Method = Method,
        Scheme = Target.Scheme,
        Authority = Target.Authority,
        PathAndQuery = Target.PathAndQuery,
        Headers = Headers,
        Body = Body.Length > 0 ? PipeReader.Create(new System.Buffers.ReadOnlySequence<byte>(Body)) : null,
        ContentLength = Body.Length > 0 ? Body.Length : null,
    };

    /// <summary>The request that a response asks for in place of this one; null when it asks for none.</summary>
    public WholeRequest? After(OutboundResponse response)
    {
        bool isRepeated = response.Status is (int)HttpStatusCode.TemporaryRedirect or (int)HttpStatusCode.PermanentRedirect;
        if (!(isRepeated || response.Status is (int)HttpStatusCode.MovedPermanently or (int)HttpStatusCode.Found or (int)HttpStatusCode.SeeOther)
            || !response.Headers.TryGetValue("location", out ReadOnlyMemory<byte> location)
            || Target.Follow(System.Text.Encoding.UTF8.GetString(location.Span)) is not { } next)
        {
            return null;
        }

        var headers = new HeaderList(Headers.Count);
        foreach (HeaderField field in Headers)
        {
            // What proves to one server who asks is not for another one.
            bool isKept = Target.IsSameServer(next) || !(Is(field, "authorization") || Is(field, "cookie") || Is(field, "www-authenticate"));
            bool isOfBody = !isRepeated && field.Name.StartsWith("content-", StringComparison.OrdinalIgnoreCase);
            if (isKept && !isOfBody)
            {
                headers.Add(field.Name, field.Value);
            }
        }

        string method = isRepeated || Method is "GET" or "HEAD" ? Method : "GET";
        return new WholeRequest(method, next, headers, isRepeated ? Body : []);
    }

    private static bool Is(HeaderField field, string name) => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
