using Whorl.Components.Hosting;
using Whorl.Wasi.Http;
using Whorl.Wasi.P2.Http.Types;
using Whorl.Wasi.P2.Io;

namespace Whorl.Wasi.P2.Http;

/// <summary><c>wasi:http/types.future-trailers</c>.</summary>
internal sealed class FutureTrailersResource(WasiContext context, TrailersWait wait) : IFutureTrailers
{
    private bool _taken;

    public Io.Poll.IPollable Subscribe() => new PollableResource(context, wait);

    public Option<Result<Result<Option<IFields>, ErrorCode>, Unit>> Get()
    {
        if (!wait.IsReady)
        {
            return Option<Result<Result<Option<IFields>, ErrorCode>, Unit>>.None;
        }

        if (_taken)
        {
            return Result<Result<Option<IFields>, ErrorCode>, Unit>.Err(default);
        }

        _taken = true;
        return Result<Result<Option<IFields>, ErrorCode>, Unit>.Ok(Take());
    }

    public void Dispose() => wait.Dispose();

    private Result<Option<IFields>, ErrorCode> Take()
    {
        if (wait.Error is { } error)
        {
            return ErrorCodes.From(error);
        }

        return wait.Take() is { } trailers
            ? Option<IFields>.Some(new FieldsResource(context, FieldMap.FromIncoming(context, trailers)))
            : Option<IFields>.None;
    }
}
