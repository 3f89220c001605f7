using System.IO.Pipelines;
using System.Net.Http.Headers;

namespace Whorl.Wasi.Http;

/// <summary>A response as .NET received it.</summary>
internal sealed class SocketsOutboundResponse : OutboundResponse
{
    private readonly HttpRequestMessage _request;
    private readonly HttpResponseMessage _response;

    private SocketsOutboundResponse(HttpRequestMessage request, HttpResponseMessage response, Stream body)
    {
        _request = request;
        _response = response;
        Status = (int)response.StatusCode;
        Headers = [];
        Add(Headers, response.Headers.NonValidated);
        Add(Headers, response.Content.Headers.NonValidated);
        Body = PipeReader.Create(body, new StreamPipeReaderOptions(bufferSize: 16 * 1024, minimumReadSize: 4 * 1024, leaveOpen: true));
    }

    public override int Status { get; }

    public override HeaderList Headers { get; }

    public override PipeReader Body { get; }

    public static async Task<OutboundResponse> CreateAsync(
        HttpResponseMessage response, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        return new SocketsOutboundResponse(request, response, body);
    }

    public override HeaderList? ReadTrailers()
    {
        var trailers = new HeaderList();
        Add(trailers, _response.TrailingHeaders.NonValidated);
        return trailers.Count > 0 ? trailers : null;
    }

    protected override void Dispose(bool disposing)
    {
        _response.Dispose();
        _request.Dispose();
    }

    private static void Add(HeaderList list, HttpHeadersNonValidated headers)
    {
        foreach ((string name, HeaderStringValues values) in headers)
        {
            string lower = name.ToLowerInvariant();
            foreach (string value in values)
            {
                list.Add(lower, value);
            }
        }
    }
}
