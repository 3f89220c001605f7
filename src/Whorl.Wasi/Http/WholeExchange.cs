using System.Buffers;
using System.Globalization;
using System.Text;
using Whorl.Wasi.Io;

namespace Whorl.Wasi.Http;

/// <summary>
/// A request and its response for a guest that takes the one, and gives the other, in one piece. All members are called on the guest's
/// thread.
/// </summary>
/// <param name="context">The context that the instance's store gives.</param>
/// <param name="request">The request.</param>
/// <param name="response">Where the response goes.</param>
public sealed class WholeExchange(WasiContext context, IncomingHttpRequest request, HttpResponseSink response)
{
    /// <summary>The request's headers, but for those that are the connection's business.</summary>
    public HeaderList ReadHeaders()
    {
        HeaderList headers = request.ReadHeaders();
        headers.RemoveWhere(static name => FieldSyntax.IsForbidden(name) && !name.Equals("host", StringComparison.OrdinalIgnoreCase));
        return headers;
    }

    /// <summary>Waits for the request's body.</summary>
    /// <param name="maxBytes">The most to take, within the context's own limit.</param>
    /// <returns>The body; null if it cannot be had. Then the response has failed, and the guest is not to be called.</returns>
    /// <exception cref="OperationCanceledException">The request was ended.</exception>
    public byte[]? ReadBody(long maxBytes)
    {
        if (request.Body is not { } body)
        {
            return [];
        }

        long limit = Math.Min(maxBytes, context.Options.Limits.IncomingBodyBytes);
        using var input = new PipeInput(context, body, new PipeInputOptions("the request's body", limit, HttpErrorKind.HttpRequestBodySize));
        var whole = new ArrayBufferWriter<byte>();
        while (true)
        {
            context.WaitFor(input);
            StreamStatus status = input.Read(InputSource.MaxReadBytes, out ReadOnlySequence<byte> bytes);
            if (status == StreamStatus.Open)
            {
                foreach (ReadOnlyMemory<byte> segment in bytes)
                {
                    whole.Write(segment.Span);
                }

                continue;
            }

            if (input.Failure is not { } failure)
            {
                return whole.WrittenSpan.ToArray();
            }

            HttpError error = failure.Http ?? HttpError.Internal(failure.Message);
            response.Fail(error.Kind == HttpErrorKind.HttpRequestBodySize
                ? new HttpFailure(HttpFailureReason.GuestError, error, $"the request's body is larger than {limit} bytes, and the component takes it in one piece")
                : new HttpFailure(HttpFailureReason.Disconnected, error, $"the request's body broke off: {error}"));
            return null;
        }
    }

    /// <summary>Answers for the guest, which is not called.</summary>
    /// <param name="status">The status.</param>
    public void Refuse(int status) => response.Respond(status, [], []);

    /// <summary>Sends the guest's response, or fails if it cannot be sent.</summary>
    /// <param name="status">The status as the guest gave it.</param>
    /// <param name="headers">The headers as the guest gave them.</param>
    /// <param name="body">The body.</param>
    public void Respond(int status, IEnumerable<(string Name, string Value)> headers, ReadOnlySpan<byte> body)
    {
        if (status is < 200 or > 599)
        {
            Fail($"the component gave the status {status}, which is no number from 200 to 599");
            return;
        }

        var fields = new FieldMap(context);
        try
        {
            bool toHead = request.Method == "HEAD";
            foreach ((string name, string value) in headers)
            {
                // The length is that of the body, whatever a guest says that may have changed it; only to HEAD there is no body to tell by.
                bool isSkipped = !toHead && name.Equals("content-length", StringComparison.OrdinalIgnoreCase);
                FieldError? error = isSkipped ? null : fields.Append(Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(value));
                if (error is FieldError.InvalidSyntax or FieldError.TooLarge)
                {
                    Fail(error == FieldError.TooLarge
                        ? $"the headers of the component's response are larger than the limit header-bytes of {context.Options.Limits.HeaderBytes}"
                        : $"the component's response has the header \"{name}\", whose name or value is not allowed");
                    return;
                }
            }

            if (!toHead && !body.IsEmpty)
            {
                fields.Append("content-length"u8, Encoding.UTF8.GetBytes(body.Length.ToString(CultureInfo.InvariantCulture)));
            }

            Send(status, fields.List, body, toHead);
        }
        finally
        {
            fields.Release();
        }
    }

    private void Send(int status, HeaderList headers, ReadOnlySpan<byte> body, bool toHead)
    {
        using var outgoing = new OutgoingBody(context, announced: null, HttpErrorKind.HttpResponseBodySize);
        outgoing.Attach(new ResponseCarrier(response, status, headers, toHead));
        try
        {
            while (!body.IsEmpty)
            {
                context.WaitFor(outgoing);
                if (outgoing.CheckWrite(out int permit) != StreamStatus.Open)
                {
                    break;
                }

                int count = Math.Min(permit, body.Length);
                outgoing.Write(body[..count]);
                body = body[count..];
            }
        }
        catch
        {
            outgoing.Detach();
            throw;
        }

        outgoing.Finish(trailers: null);
    }

    private void Fail(string message) =>
        response.Fail(new HttpFailure(HttpFailureReason.NoResponse, HttpError.Internal("no response"), message));
}
