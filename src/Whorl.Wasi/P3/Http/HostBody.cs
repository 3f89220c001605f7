using System.Buffers;
using System.IO.Pipelines;
using Whorl.Components.Hosting;
using Whorl.Wasi.Http;
using Whorl.Wasi.Io;
using Whorl.Wasi.P3.Http.Types;

namespace Whorl.Wasi.P3.Http;

/// <summary>A body that came in from the network.</summary>
/// <param name="context">The instance's context.</param>
/// <param name="reader">The bytes; null if there are none.</param>
/// <param name="readTrailers">Gives the trailers after the end.</param>
/// <param name="exchange">What is over when the body is.</param>
internal sealed class HostBody(WasiContext context, ObservedReader? reader, Func<HeaderList?> readTrailers, IDisposable? exchange) : MessageBody
{
    public override bool IsEmpty => reader is null;

    /// <summary>Makes the reader of a body that came in.</summary>
    /// <param name="context">The instance's context, whose limits hold.</param>
    /// <param name="body">The bytes.</param>
    /// <param name="limitError">How to tell the guest that there are too many.</param>
    /// <param name="idleTimeout">How long to wait for more bytes each time; null for as long as it takes.</param>
    public static ObservedReader Observe(WasiContext context, PipeReader body, HttpErrorKind limitError, TimeSpan? idleTimeout = null)
    {
        long limit = context.Options.Limits.IncomingBodyBytes;
        return new ObservedReader(body, context.Options.Time)
        {
            Limit = limit,
            IdleTimeout = idleTimeout,
            OnLimit = () =>
            {
                context.Report("incoming-body-bytes", limit, "a body that came in is larger", "the component was told so");
                return new HttpErrorException(new HttpError(limitError) { Size = (ulong)limit });
            },
        };
    }

    public override (ComponentStream<byte> Contents, ComponentFuture<Result<Option<IFields>, ErrorCode>> Trailers) Open(
        ComponentFuture<Result<Unit, ErrorCode>> result)
    {
        _ = ForgetAsync(result);
        if (reader is null)
        {
            Result<Option<IFields>, ErrorCode> trailers = ReadTrailers();
            exchange?.Dispose();
            return (ComponentStream.From<byte>(ReadOnlyMemory<byte>.Empty), ComponentFuture.From(trailers));
        }

        context.EndWithInstance(reader);
        return (ComponentStream.FromPipe(reader), ComponentFuture.From(WaitForTrailersAsync(reader)));
    }

    public override async ValueTask<HeaderList?> SendAsync(BodyWriter writer, CancellationToken cancellationToken)
    {
        if (reader is null)
        {
            return readTrailers();
        }

        try
        {
            await CopyAsync(reader, writer, cancellationToken).ConfigureAwait(false);
            Exception? error = await reader.Ended.WaitAsync(cancellationToken).ConfigureAwait(false);
            return error is null ? readTrailers() : throw new HttpErrorException(ErrorOf(error));
        }
        finally
        {
            await reader.CompleteAsync().ConfigureAwait(false);
            exchange?.Dispose();
        }
    }

    public override void Finish(HttpError? error)
    {
    }

    public override void Discard() => exchange?.Dispose();

    private static HttpError ErrorOf(Exception error) =>
        error is TimeoutException ? new HttpError(HttpErrorKind.ConnectionReadTimeout) : HttpErrors.From(error);

    private static async Task CopyAsync(ObservedReader reader, PipeWriter writer, CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult read = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            foreach (ReadOnlyMemory<byte> segment in read.Buffer)
            {
                writer.Write(segment.Span);
            }

            reader.AdvanceTo(read.Buffer.End);
            FlushResult flushed = await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
            if (flushed.IsCompleted)
            {
                await reader.CompleteAsync().ConfigureAwait(false);
                return;
            }

            if (read.IsCompleted)
            {
                return;
            }
        }
    }

    /// <summary>The guest's verdict on the body changes nothing here, but it must be able to give it.</summary>
    private static async Task ForgetAsync(ComponentFuture<Result<Unit, ErrorCode>> result)
    {
        try
        {
            await result.ReadAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is GuestTrapException or OperationCanceledException)
        {
            // The guest has ended without one.
        }
    }

    private async Task<Result<Option<IFields>, ErrorCode>> WaitForTrailersAsync(ObservedReader body)
    {
        Exception? error = await body.Ended.ConfigureAwait(false);
        context.Forget(body);
        try
        {
            return error is null ? ReadTrailers() : ErrorCodes.From(ErrorOf(error));
        }
        finally
        {
            exchange?.Dispose();
        }
    }

    private Result<Option<IFields>, ErrorCode> ReadTrailers() => readTrailers() is { Count: > 0 } trailers
        ? Option<IFields>.Some(new FieldsResource(context, FieldMap.FromIncoming(context, trailers)))
        : Option<IFields>.None;
}
