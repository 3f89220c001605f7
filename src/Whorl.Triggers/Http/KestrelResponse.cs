using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Whorl.Runtime.Loading;
using Whorl.Wasi.Http;

namespace Whorl.Triggers.Http;

/// <summary>The response to a request that Kestrel received.</summary>
internal sealed class KestrelResponse : HttpResponseSink
{
    private readonly LoadedComponent _component;
    private readonly IFeatureCollection _features;
    private readonly IHttpResponseFeature _response;
    private KestrelBody? _body;
    private bool _isOver;
    private int _wholeBytes;

    /// <param name="component">The component whose response it is.</param>
    /// <param name="features">The request.</param>
    public KestrelResponse(LoadedComponent component, IFeatureCollection features)
    {
        _component = component;
        _features = features;
        _response = features.GetRequiredFeature<IHttpResponseFeature>();
    }

    /// <summary>Bytes of the body so far.</summary>
    public long BodyBytes => _wholeBytes + (_body?.Written ?? 0);

    public override PipeWriter Body => _body ??= new KestrelBody(_features.GetRequiredFeature<IHttpResponseBodyFeature>().Writer);

    public override void Start(int status, HeaderList headers) => SetHead(status, headers);

    public override void Respond(int status, HeaderList headers, ReadOnlySpan<byte> body)
    {
        SetHead(status, headers);
        _isOver = true;
        if (body.IsEmpty)
        {
            return;
        }

        _wholeBytes = body.Length;
        _response.Headers.ContentLength ??= body.Length;
        KestrelBody.Write(_features.GetRequiredFeature<IHttpResponseBodyFeature>().Writer, body);
    }

    public override void Complete(HeaderList? trailers)
    {
        _isOver = true;
        if (trailers is not null && _features.Get<IHttpResponseTrailersFeature>() is { Trailers: { } target })
        {
            Copy(trailers, target);
        }

        if (_body is { HeldBytes: > 0 and var length } && trailers is null && !_response.HasStarted)
        {
            // All of the body is here, so its length can be said rather than framed in chunks.
            _response.Headers.ContentLength ??= length;
        }

        _body?.Release();
    }

    public override void Fail(HttpFailure failure)
    {
        _component.Report(failure);
        End(failure.Status);
    }

    /// <summary>
    /// Sends what is left. Kestrel does so by itself at the end of a request, but for a body whose length was announced in a head that has gone out
    /// before: that it takes to be sent already.
    /// </summary>
    public Task SendRestAsync() => _response.HasStarted && _body is { UnflushedBytes: > 0 } body ? FlushAsync(body) : Task.CompletedTask;

    /// <summary>Ends a response that is not over: with a status if nothing was sent yet, else by breaking it off.</summary>
    public void End(int status)
    {
        if (_isOver)
        {
            return;
        }

        _isOver = true;
        _body?.Discard();
        if (_response.HasStarted)
        {
            _features.GetRequiredFeature<IHttpRequestLifetimeFeature>().Abort();
            return;
        }

        Answer(_response, status);
    }

    /// <summary>Makes a response with a status and nothing else.</summary>
    public static void Answer(IHttpResponseFeature response, int status)
    {
        response.Headers.Clear();
        response.StatusCode = status;
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            response.Headers.RetryAfter = "1";
        }
    }

    public override bool TrySendInformational(int status, HeaderList headers) => false;

    private static async Task FlushAsync(PipeWriter body) => await body.FlushAsync().ConfigureAwait(false);

    private void SetHead(int status, HeaderList headers)
    {
        _response.StatusCode = status;
        Copy(headers, _response.Headers);
    }

    private static void Copy(HeaderList from, IHeaderDictionary to)
    {
        for (int i = 0; i < from.Count; i++)
        {
            HeaderField field = from[i];

            // Framing is the server's business: a guest's own claim could only contradict it.
            if (field.Name.Equals("transfer-encoding", StringComparison.OrdinalIgnoreCase)
                || field.Name.Equals("connection", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            string value = field.Text;
            to[field.Name] = MayRepeat(from, i) && to.TryGetValue(field.Name, out StringValues earlier) ? StringValues.Concat(earlier, value) : value;
        }
    }

    /// <summary>Whether the field's name may have come before. To compare the names of a few fields costs less than to look one up.</summary>
    private static bool MayRepeat(HeaderList fields, int index)
    {
        const int Few = 8;
        if (index >= Few)
        {
            return true;
        }

        string name = fields[index].Name;
        for (int i = 0; i < index; i++)
        {
            if (fields[i].Name.Length == name.Length && fields[i].Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
