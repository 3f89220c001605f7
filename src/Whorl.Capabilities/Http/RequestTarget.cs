using System.Diagnostics.CodeAnalysis;

namespace Whorl.Capabilities.Http;

/// <summary>Where a request goes: a URL, or a path of the app itself.</summary>
internal sealed record RequestTarget
{
    /// <summary>The name by which the network layer knows the app itself.</summary>
    private const string Self = "self.alt";

    private readonly Uri _url;

    private RequestTarget(Uri url, string pathAndQuery)
    {
        _url = url;
        PathAndQuery = pathAndQuery;
    }

    public string Scheme => _url.Scheme;

    /// <summary>Host and port.</summary>
    public string Authority => _url.Authority;

    /// <summary>Path and query as the guest wrote them, or as the server did that redirects.</summary>
    public string PathAndQuery { get; }

    /// <summary>Reads what a guest asks for.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out RequestTarget? target)
    {
        target = null;
        if (text.IndexOf('#', StringComparison.Ordinal) is >= 0 and var fragment)
        {
            text = text[..fragment];
        }

        string absolute = text.StartsWith('/') ? $"http://{Self}{text}" : text;

        // A signature may depend on the path, so it goes out as it is.
        var creation = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        if (Uri.TryCreate(absolute, creation, out Uri? url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0)
        {
            target = new RequestTarget(new Uri(absolute), url.PathAndQuery);
        }

        return target is not null;
    }

    /// <summary>Where a redirect leads; null when that is nowhere that HTTP goes.</summary>
    public RequestTarget? Follow(string location) =>
        Uri.TryCreate(_url, location, out Uri? next) && next.Scheme is "http" or "https" && next.UserInfo.Length == 0 ? new RequestTarget(next, next.PathAndQuery) : null;

    public bool IsSameServer(RequestTarget other) => Scheme == other.Scheme && Authority == other.Authority;
}
