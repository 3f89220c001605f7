using System.IO.Pipelines;

namespace Whorl.Wasi.Http;

/// <summary>Takes a guest's response to the client.</summary>
internal sealed class ResponseCarrier(HttpResponseSink sink, int status, HeaderList headers, bool toHead) : IBodyCarrier
{
    /// <summary>Responses to HEAD and those of status 204 and 304 have no body (RFC 9110, section 6.4.1).</summary>
    public bool IsBodiless => toHead || status is 204 or 304;

    private HeaderList Headers => status == 204 ? ContentLength.Without(headers) : ContentLength.Once(headers);

    public void SendWhole(ReadOnlySpan<byte> body) => sink.Respond(status, Headers, body);

    public PipeWriter Start()
    {
        sink.Start(status, Headers);
        return sink.Body;
    }

    public void Complete(HeaderList? trailers) => sink.Complete(trailers);

    public void Fail(HttpFailure failure) => sink.Fail(failure);
}
