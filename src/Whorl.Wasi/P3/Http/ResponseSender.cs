using System.Buffers;
using System.IO.Pipelines;
using Whorl.Components.Hosting;
using Whorl.Wasi.Http;
using Whorl.Wasi.P3.Http.Types;

namespace Whorl.Wasi.P3.Http;

/// <summary>
/// Sends a guest's response to the client. Most responses are small, and written when they are returned: those go out in one piece when the guest's turn is
/// over, and the sender serves the next response of the instance.
/// </summary>
internal sealed class ResponseSender : TurnReader<byte, Result<Option<IFields>, ErrorCode>>
{
    private ServiceTask? _task;
    private MessageBody _body = null!;
    private HeaderList _headers = null!;
    private int _status;
    private long? _announced;
    private byte[] _bytes = [];

    private HttpResponseSink Sink => _task!.Sink;

    private CancellationToken Aborted => _task!.Scope.Aborted;

    private long Limit => _task!.Scope.Context.Options.Limits.OutgoingBodyBytes;

    /// <summary>
    /// Sends what the guest returned, and then tells the task (<see cref="ServiceTask.OnSent"/>): without a failure once the sink has been told how the
    /// response ended; with one if the guest ended before it, or the request was aborted, and the sink was not told. On the loop.
    /// </summary>
    public static void Send(ServiceTask task, in Result<IResponse, ErrorCode> result)
    {
        if (!result.TryGet(out IResponse? response, out ErrorCode code))
        {
            HttpError error = ErrorCodes.ToKernel(code);
            task.Sink.Fail(new HttpFailure(HttpFailureReason.GuestError, error, $"the component answered with the error {error}"));
            task.OnSent(null);
            return;
        }

        WasiContext context = task.Scope.Context;
        ResponseSender sender = context.IdleSender ?? new ResponseSender();
        context.IdleSender = null;
        sender._task = task;
        sender.Attempt(static (sender, response) => sender.Begin(response!), (ResponseResource)response);
    }

    /// <inheritdoc/>
    protected override void OnTurnEnded() => Attempt(static (sender, _) => sender.GoOn(), null);

    /// <inheritdoc/>
    protected override void OnFailed(Exception cause)
    {
        ReturnBytes();
        _body.Finish(new HttpError(HttpErrorKind.ConnectionTerminated));
        End(cause);
    }

    /// <param name="step">What to do; gives whether the response is over.</param>
    /// <param name="response">The response, if the step needs it.</param>
    private void Attempt(Func<ResponseSender, ResponseResource?, bool> step, ResponseResource? response)
    {
        Exception? failure = null;
        try
        {
            if (!step(this, response))
            {
                return;
            }
        }
#pragma warning disable CA1031 // Whatever went wrong is told by the task.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _body.Finish(new HttpError(HttpErrorKind.ConnectionTerminated));
            failure = e;
        }

        End(failure);
    }

    private bool Begin(ResponseResource response)
    {
        _body = response.TakeBody();
        _status = response.Status;
        if (!ContentLength.TryRead(response.Headers.List, out _announced))
        {
            Fail(new HttpFailure(
                HttpFailureReason.BodyLength,
                new HttpError(HttpErrorKind.HttpResponseBodySize),
                "the component gave a response whose content-length header is not a length, or several that differ"));
            _body.Discard();
            return true;
        }

        // A request's headers may be handed back as they are, and they have the host that the guest was asked by.
        HeaderList headers = response.Headers.List.Contains("host") ? response.Headers.Settable() : response.Headers.List;
        _headers = _status == 204 ? ContentLength.Without(headers) : ContentLength.Once(headers);
        if (_task!.IsHead || _status is 204 or 304)
        {
            // RFC 9110, section 6.4.1: there is no body, whatever the guest writes.
            Sink.Respond(_status, _headers, []);
            _body.Discard();
            return true;
        }

        _bytes = ArrayPool<byte>.Shared.Rent(HeldResponse.HeldBytes);
        if (_body is not GuestBody body || !body.TryReadTurn(this, _bytes.AsMemory(0, HeldResponse.HeldBytes)))
        {
            _ = SendPartsAsync(0);
        }

        return false;
    }

    /// <summary>The guest's turn is over.</summary>
    private bool GoOn()
    {
        bool hasLast = TryTakeLast(out Result<Option<IFields>, ErrorCode> last);
        if (IsOver && Count <= Limit && (_announced ?? Count) == Count && hasLast && last.TryGet(out Option<IFields> trailers, out _) && !trailers.IsSome)
        {
            Sink.Respond(_status, _headers, _bytes.AsSpan(0, Count));
            ReturnBytes();
            _body.Finish(null);
            return true;
        }

        if (hasLast)
        {
            ((GuestBody)_body).KeepTrailers(last);
        }

        _ = SendPartsAsync(Count);
        return false;
    }

    /// <summary>Sends a response whose body takes longer, has trailers, or comes from elsewhere.</summary>
    /// <param name="count">How many bytes are here.</param>
    private async Task SendPartsAsync(int count)
    {
        Exception? ended = null;
        try
        {
            HttpFailure? failure = _body.IsEmpty && _announced is null or 0
                ? await SendEmptyAsync().ConfigureAwait(false)
                : await SendHeldAsync(new HeldResponse(Sink, _status, _headers, _task!.Loop), count).ConfigureAwait(false);
            if (failure is not null)
            {
                Fail(failure);
            }
            else
            {
                _body.Finish(null);
            }
        }
        catch (HttpErrorException e)
        {
            Fail(new HttpFailure(HttpFailureReason.BodyIncomplete, e.Error, $"the component broke the body off with the error {e.Error}"));
        }
#pragma warning disable CA1031 // Whatever went wrong is told by the task.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _body.Finish(new HttpError(HttpErrorKind.ConnectionTerminated));
            ended = e;
        }

        _task!.OnSent(ended);
    }

    private async ValueTask<HttpFailure?> SendHeldAsync(HeldResponse held, int count)
    {
        try
        {
            var writer = new BodyWriter(held, _announced, Limit);
            if (count > 0)
            {
                await writer.WriteAsync(_bytes.AsMemory(0, count), Aborted).ConfigureAwait(false);
            }

            ReturnBytes();
            HeaderList? trailers = await _body.SendAsync(writer, Aborted).ConfigureAwait(false);
            HttpFailure? failure = FailureOf(writer);
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

    private async ValueTask<HttpFailure?> SendEmptyAsync()
    {
        ReturnBytes();
        var nowhere = new BodyWriter(PipeWriter.Create(Stream.Null), announced: 0, Limit);
        HeaderList? trailers = await _body.SendAsync(nowhere, Aborted).ConfigureAwait(false);
        if (trailers is null)
        {
            Sink.Respond(_status, _headers, []);
        }
        else
        {
            Sink.Start(_status, _headers);
            Sink.Complete(trailers);
        }

        return null;
    }

    private HttpFailure? FailureOf(BodyWriter writer)
    {
        if (writer.IsOverLimit)
        {
            _task!.Scope.Context.Report("outgoing-body-bytes", Limit, "the component wrote a larger body", "it was broken off");
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
                $"the component announced a body of {_announced} bytes by its content-length header and wrote {(writer.IsTooLong ? "more" : writer.Written)}")
            : null;
    }

    private void Fail(HttpFailure failure)
    {
        Sink.Fail(failure);
        _body.Finish(failure.Error);
    }

    /// <summary>Nothing is under way any more: the sender is free for the next response.</summary>
    private void End(Exception? failure)
    {
        ServiceTask task = _task!;
        (_task, _body, _headers) = (null, null!, null!);
        task.Scope.Context.IdleSender = this;
        task.OnSent(failure);
    }

    private void ReturnBytes()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }
}
