using System.IO.Pipelines;
using Whorl.Components.Hosting;
using Whorl.Wasi.Http;
using Whorl.Wasi.Io;
using Whorl.Wasi.P3.Http.Types;

namespace Whorl.Wasi.P3.Http;

/// <summary>Sends a request of a guest, on behalf of the task that asked for it.</summary>
internal sealed class RequestSender(WasiContext context, HostTask task)
{
    private readonly RequestScope? _scope = task.State as RequestScope;

    /// <summary>Sends the request and waits for the head of the response. The request's body goes on until it ends.</summary>
    /// <exception cref="HttpErrorException">There is no response.</exception>
    public async Task<Result<IResponse, ErrorCode>> SendAsync(RequestResource request)
    {
        IOutboundHttp sender = _scope?.OutboundHttp ?? context.OutboundHttp
            ?? throw new HttpErrorException(new HttpError(HttpErrorKind.HttpRequestDenied));
        OutboundAllowance allowance = _scope?.Outbound ?? context.Outbound;
        if (!allowance.TryTake())
        {
            throw new HttpErrorException(new HttpError(HttpErrorKind.ConnectionLimitReached));
        }

        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(
            task.Cancellation, _scope?.Aborted ?? CancellationToken.None, context.Ended);
        CountedResponse? response = null;
        OutboundRequest? outbound = null;
        try
        {
            outbound = Prepare(request);
            response = new CountedResponse(context, allowance, await sender.SendAsync(outbound, cancellation.Token).ConfigureAwait(false));
            TimeSpan? idleTimeout = request.Options?.BetweenBytes;
            FieldMap headers = FieldMap.FromIncoming(context, response.Headers);
            ObservedReader reader = HostBody.Observe(context, response.Body, HttpErrorKind.HttpResponseBodySize, idleTimeout);
            return new ResponseResource(context, response.Status, headers, new HostBody(context, reader, response.ReadTrailers, response));
        }
        catch (Exception e) when (e is not (OutOfMemoryException or WasiLimitException))
        {
            // A sender that refuses does not read the body, and the guest may be writing it.
            outbound?.Body?.Complete();
            throw new HttpErrorException(HttpErrors.From(e), e);
        }
        finally
        {
            if (response is null)
            {
                allowance.Return();
            }
        }
    }

    private OutboundRequest Prepare(RequestResource request)
    {
        if (!request.GetAuthority().TryGet(out string? authority))
        {
            throw new HttpErrorException(new HttpError(HttpErrorKind.HttpRequestUriInvalid));
        }

        FieldMap headers = request.Headers;
        if (!ContentLength.TryRead(headers.List, out long? announced))
        {
            throw new HttpErrorException(new HttpError(HttpErrorKind.HttpRequestBodySize));
        }

        string path = request.GetPathWithQuery().OrElse("/");
        MessageBody body = request.TakeBody();
        Pipe? pipe = body.IsEmpty ? null : new Pipe(BodyPipe.Options);
        Task<HeaderList?> sending = SendBodyAsync(body, pipe?.Writer, announced);
        return new OutboundRequest
        {
            Method = Methods.ToText(request.GetMethod()),
            Scheme = request.GetScheme().TryGet(out Scheme scheme) ? Methods.ToText(scheme) : "https",
            Authority = authority,
            PathAndQuery = path.Length == 0 ? "/" : path,

            // Headers that came in may be handed on as they are, and they have the host that the guest was asked by.
            Headers = ContentLength.Once(headers.List.Contains("host") ? headers.Settable() : headers.List),
            Body = pipe?.Reader,
            ContentLength = announced,
            ReadTrailers = () => sending.IsCompletedSuccessfully ? sending.GetAwaiter().GetResult() : null,
            ConnectTimeout = request.Options?.Connect,
            FirstByteTimeout = request.Options?.FirstByte,
            BetweenBytesTimeout = request.Options?.BetweenBytes,
        };
    }

    /// <summary>Moves the body into the pipe, and waits for its trailers before it ends the pipe, so that they are there then.</summary>
    private async Task<HeaderList?> SendBodyAsync(MessageBody body, PipeWriter? pipe, long? announced)
    {
        HttpError? error = null;
        HeaderList? trailers = null;
        try
        {
            var writer = new BodyWriter(pipe ?? new Pipe(BodyPipe.Options).Writer, announced, context.Options.Limits.OutgoingBodyBytes);
            trailers = await body.SendAsync(writer, context.Ended).ConfigureAwait(false);
            error = writer.IsTooLong || writer.IsTooShort || writer.IsOverLimit
                ? new HttpError(HttpErrorKind.HttpRequestBodySize) { Size = (ulong)writer.Written }
                : writer.IsAbandoned ? new HttpError(HttpErrorKind.ConnectionTerminated) : null;
        }
        catch (HttpErrorException e)
        {
            error = e.Error;
        }
        catch (Exception e) when (e is GuestTrapException or OperationCanceledException)
        {
            error = new HttpError(HttpErrorKind.ConnectionTerminated);
        }

        body.Finish(error);
        if (pipe is not null)
        {
            await pipe.CompleteAsync(error is null ? null : new HttpErrorException(error)).ConfigureAwait(false);
        }

        return trailers;
    }
}
