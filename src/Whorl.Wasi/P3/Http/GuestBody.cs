using System.Runtime.CompilerServices;
using Whorl.Components.Hosting;
using Whorl.Wasi.Http;
using Whorl.Wasi.P3.Http.Types;

namespace Whorl.Wasi.P3.Http;

/// <summary>A body that a guest writes.</summary>
/// <param name="contents">The bytes; null for none.</param>
/// <param name="trailers">What comes after them.</param>
internal sealed class GuestBody(
    ComponentStream<byte>? contents, ComponentFuture<Result<Option<IFields>, ErrorCode>> trailers) : MessageBody
{
    private static readonly Task<Result<Unit, ErrorCode>> s_sentWell = Task.FromResult<Result<Unit, ErrorCode>>(default(Unit));

    private Task<Result<Option<IFields>, ErrorCode>>? _trailers;
    private LazyTask<Result<Unit, ErrorCode>> _sent = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override bool IsEmpty => contents is null;

    /// <summary>How sending the body went, once that is known.</summary>
    public ComponentFuture<Result<Unit, ErrorCode>> Sent => ComponentFuture.From(this, static body => ((GuestBody)body)._sent.Task);

    /// <summary>Hands the body on to another guest as it is; that one says how it went.</summary>
    public override (ComponentStream<byte> Contents, ComponentFuture<Result<Option<IFields>, ErrorCode>> Trailers) Open(
        ComponentFuture<Result<Unit, ErrorCode>> result)
    {
        _ = PassOnAsync(result);
        return (contents ?? ComponentStream.From<byte>(ReadOnlyMemory<byte>.Empty), trailers);
    }

    /// <summary>Has the first bytes and trailers read that the guest writes in the turn it is in.</summary>
    /// <returns>False when there are no bytes, or no such turn.</returns>
    public bool TryReadTurn(TurnReader<byte, Result<Option<IFields>, ErrorCode>> reader, Memory<byte> buffer) =>
        contents is not null && reader.TryBegin(contents, trailers, buffer);

    /// <summary>The trailers have been read.</summary>
    public void KeepTrailers(in Result<Option<IFields>, ErrorCode> last) => _trailers = Task.FromResult(last);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<HeaderList?> SendAsync(BodyWriter writer, CancellationToken cancellationToken)
    {
        Task<Result<Option<IFields>, ErrorCode>> pending = _trailers ?? AskForTrailers();
        if (writer.IsBroken)
        {
            contents?.Dispose();
        }
        else if (contents is not null)
        {
            contents.ContinuesOnLoop = true;
            try
            {
                await contents.CopyToAsync(writer, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                trailers.Dispose();
                throw;
            }
        }

        if (writer.IsBroken)
        {
            // Nobody wants the trailers any more; they are read whenever the guest writes them.
            _ = ForgetAsync(pending);
            return null;
        }

        // Nobody can cancel the read but by dropping the end. Mostly the trailers have come by now.
        CancellationTokenRegistration watch = pending.IsCompleted
            ? default
            : cancellationToken.UnsafeRegister(static end => ((ComponentFuture<Result<Option<IFields>, ErrorCode>>)end!).Dispose(), trailers);
        Result<Option<IFields>, ErrorCode> last;
        try
        {
            last = await pending.ConfigureAwait(false);
        }
        finally
        {
            watch.Unregister();
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (!last.TryGet(out Option<IFields> fields, out ErrorCode error))
        {
            throw new HttpErrorException(ErrorCodes.ToKernel(error));
        }

        if (!fields.TryGet(out IFields? given))
        {
            return null;
        }

        using var resource = (FieldsResource)given;
        return resource.Fields.List is { Count: > 0 } list ? list : null;
    }

    public override void Finish(HttpError? error) =>
        _sent.TrySetResultOf(error is null ? s_sentWell : Task.FromResult<Result<Unit, ErrorCode>>(ErrorCodes.From(error)));

    public override void Discard()
    {
        contents?.Dispose();
        trailers.Dispose();
        Finish(null);
    }

    // Asked for from the start, so that they are there when the bytes have ended. Nothing here waits but for the guest.
    private Task<Result<Option<IFields>, ErrorCode>> AskForTrailers()
    {
        trailers.ContinuesOnLoop = true;
        return trailers.ReadAsync(CancellationToken.None).AsTask();
    }

    private static async Task ForgetAsync(Task<Result<Option<IFields>, ErrorCode>> trailers)
    {
        try
        {
            await trailers.ConfigureAwait(false);
        }
        catch (GuestTrapException)
        {
            // The guest has ended without them.
        }
    }

    private async Task PassOnAsync(ComponentFuture<Result<Unit, ErrorCode>> result)
    {
        try
        {
            _sent.TrySetResult(await result.ReadAsync().ConfigureAwait(false));
        }
        catch (Exception e) when (e is GuestTrapException or OperationCanceledException)
        {
            Finish(new HttpError(HttpErrorKind.ConnectionTerminated));
        }
    }
}
