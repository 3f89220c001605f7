using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Whorl.Components.Hosting;
using Whorl.Wasi.Http;
using Whorl.Wasi.P3.Http.Types;

namespace Whorl.Wasi.P3.Http;

/// <summary>Sends a guest's response to the client.</summary>
internal sealed class ResponseSender(HttpResponseSink sink, RequestScope scope, StoreLoop loop, bool toHead)
{
    private long Limit => scope.Context.Options.Limits.OutgoingBodyBytes;

    /// <summary>Sends what the guest returned. The sink has been told how it ended when this is over.</summary>
    /// <param name="result">What the guest returned.</param>
    /// <exception cref="GuestTrapException">The guest ended before its response did; the sink has not been told.</exception>
    /// <exception cref="OperationCanceledException">The request was aborted; the sink has not been told.</exception>
    public ValueTask SendAsync(Result<IResponse, ErrorCode> result)
    {
        if (result.TryGet(out IResponse? response, out ErrorCode code))
        {
            return SendAsync((ResponseResource)response);
        }

        HttpError error = ErrorCodes.ToKernel(code);
        sink.Fail(new HttpFailure(HttpFailureReason.GuestError, error, $"the component answered with the error {error}"));
        return ValueTask.CompletedTask;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendAsync(ResponseResource response)
    {
        MessageBody body = response.TakeBody();
        if (!ContentLength.TryRead(response.Headers.List, out long? announced))
        {
            Fail(body, new HttpFailure(
                HttpFailureReason.BodyLength,
                new HttpError(HttpErrorKind.HttpResponseBodySize),
                "the component gave a response whose content-length header is not a length, or several that differ"));
            return;
        }

        // A request's headers may be handed back as they are, and they have the host that the guest was asked by.
        HeaderList headers = response.Headers.List.Contains("host") ? response.Headers.Settable() : response.Headers.List;
        headers = response.Status == 204 ? ContentLength.Without(headers) : ContentLength.Once(headers);
        if (toHead || response.Status is 204 or 304)
        {
            // RFC 9110, section 6.4.1: there is no body, whatever the guest writes.
            sink.Respond(response.Status, headers, []);
            body.Discard();
            return;
        }

        try
        {
            HttpFailure? failure = null;
            if (body.IsEmpty && announced is null or 0)
            {
                await SendEmptyAsync(response.Status, headers, body).ConfigureAwait(false);
            }
            else
            {
                byte[] first = ArrayPool<byte>.Shared.Rent(HeldResponse.HeldBytes);
                int count = await body.ReadTurnAsync(first.AsMemory(0, HeldResponse.HeldBytes)).ConfigureAwait(false);
                if (body.HasEnded && count <= Limit && (announced ?? count) == count)
                {
                    // Most responses are small, and written when they are returned.
                    sink.Respond(response.Status, headers, first.AsSpan(0, count));
                    ArrayPool<byte>.Shared.Return(first);
                }
                else
                {
                    failure = await SendHeldAsync(new HeldResponse(sink, response.Status, headers, loop), announced, first, count, body).ConfigureAwait(false);
                }
            }

            if (failure is not null)
            {
                Fail(body, failure);
            }
            else
            {
                body.Finish(null);
            }
        }
        catch (HttpErrorException e)
        {
            Fail(body, new HttpFailure(HttpFailureReason.BodyIncomplete, e.Error, $"the component broke the body off with the error {e.Error}"));
        }
        catch
        {
            body.Finish(new HttpError(HttpErrorKind.ConnectionTerminated));
            throw;
        }
    }

    private async ValueTask<HttpFailure?> SendHeldAsync(HeldResponse held, long? announced, byte[] first, int count, MessageBody body)
    {
        try
        {
            var writer = new BodyWriter(held, announced, Limit);
            if (count > 0)
            {
                await writer.WriteAsync(first.AsMemory(0, count), scope.Aborted).ConfigureAwait(false);
            }

            ArrayPool<byte>.Shared.Return(first);
            HeaderList? trailers = await body.SendAsync(writer, scope.Aborted).ConfigureAwait(false);
            HttpFailure? failure = FailureOf(writer, announced);
            if (failure is null)
            {
                held.Finish(trailers);
            }

            return failure;
        }
        finally
        {
            held.Abandon();
        }
    }

    private async Task SendEmptyAsync(int status, HeaderList headers, MessageBody body)
    {
        var nowhere = new BodyWriter(PipeWriter.Create(Stream.Null), announced: 0, Limit);
        HeaderList? trailers = await body.SendAsync(nowhere, scope.Aborted).ConfigureAwait(false);
        if (trailers is null)
        {
            sink.Respond(status, headers, []);
        }
        else
        {
            sink.Start(status, headers);
            sink.Complete(trailers);
        }
    }

    private HttpFailure? FailureOf(BodyWriter writer, long? announced)
    {
        if (writer.IsOverLimit)
        {
            scope.Context.Report("outgoing-body-bytes", Limit, "the component wrote a larger body", "it was broken off");
            return new HttpFailure(
                HttpFailureReason.BodyLimit,
                new HttpError(HttpErrorKind.HttpResponseBodySize) { Size = (ulong)Limit },
                $"the component wrote a body larger than the limit outgoing-body-bytes of {Limit}; the body was broken off");
        }

        if (writer.IsAbandoned)
        {
            return new HttpFailure(
                HttpFailureReason.Disconnected,
                new HttpError(HttpErrorKind.ConnectionTerminated),
                $"the other side went away after {writer.Written} bytes of the body were written");
        }

        return writer.IsTooLong || writer.IsTooShort
            ? new HttpFailure(
                HttpFailureReason.BodyLength,
                new HttpError(HttpErrorKind.HttpResponseBodySize) { Size = (ulong)writer.Written },
                $"the component announced a body of {announced} bytes by its content-length header and wrote {(writer.IsTooLong ? "more" : writer.Written)}")
            : null;
    }

    private void Fail(MessageBody body, HttpFailure failure)
    {
        sink.Fail(failure);
        body.Finish(failure.Error);
    }
}
