using System.IO.Pipelines;
using Whorl.Apps.Routing;
using Whorl.Wasi.Http;

namespace Whorl.Runtime.Http;

/// <summary>A request that one component of an app sends to another, without a network in between.</summary>
internal sealed class ChainedRequest : RoutedHttpRequest
{
    private readonly OutboundRequest _sent;

    public ChainedRequest(OutboundRequest sent, string authority, in RouteMatch<HttpTarget> match)
        : base(match)
    {
        _sent = sent;
        Authority = authority;
    }

    public override string Method => _sent.Method;

    public override string? Scheme => _sent.Scheme;

    public override string? Authority { get; }

    public override string? PathAndQuery => _sent.PathAndQuery;

    public override PipeReader? Body => _sent.Body;

    // There is no connection, so there is no address; this is what Spin says.
    protected override string Client => "0.0.0.0:0";

    protected override int ClientHeaderCount => _sent.Headers.Count;

    public override HeaderList? ReadTrailers() => _sent.ReadTrailers?.Invoke();

    protected override void AddClientHeaders(HeaderList headers)
    {
        foreach (HeaderField field in _sent.Headers)
        {
            string name = field.Name.ToLowerInvariant();
            if (IsForGuest(name))
            {
                headers.Add(name, field.Value);
            }
        }
    }
}
