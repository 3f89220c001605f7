using System.IO.Pipelines;
using System.Net;

namespace Whorl.Wasi.Http;

/// <summary>The body of a guest's request as .NET sends it: read from a pipe, once.</summary>
internal sealed class RequestContent : HttpContent
{
    private readonly PipeReader _body;
    private readonly long? _length;

    private RequestContent(PipeReader body, long? length)
    {
        _body = body;
        _length = length;
    }

    /// <summary>
    /// Makes the content, or null if the body turns out to be empty. Guests take and finish a body for a GET as well, and servers
    /// are not prepared for
    /// an empty chunked one: so methods that have no body as a rule wait for the first bytes.
    /// </summary>
    public static async Task<RequestContent?> CreateAsync(OutboundRequest request, PipeReader body, CancellationToken cancellationToken)
    {
        if (request.ContentLength is null && request.Method is "GET" or "HEAD" or "DELETE" or "OPTIONS" or "TRACE")
        {
            ReadResult first = await body.ReadAsync(cancellationToken).ConfigureAwait(false);
            body.AdvanceTo(first.Buffer.Start);
            if (first.IsCompleted && first.Buffer.IsEmpty)
            {
                await body.CompleteAsync().ConfigureAwait(false);
                return null;
            }
        }

        return new RequestContent(body, request.ContentLength);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        try
        {
            await CopyAsync(stream, cancellationToken).ConfigureAwait(false);
            await _body.CompleteAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            await _body.CompleteAsync(e).ConfigureAwait(false);
            throw;
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _length ?? 0;
        return _length is not null;
    }

    /// <summary>Sends each read on at once: the guest may be waiting for an answer to what it has written so far.</summary>
    private async Task CopyAsync(Stream stream, CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult result = await _body.ReadAsync(cancellationToken).ConfigureAwait(false);
            foreach (ReadOnlyMemory<byte> segment in result.Buffer)
            {
                await stream.WriteAsync(segment, cancellationToken).ConfigureAwait(false);
            }

            _body.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                return;
            }

            await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
