using Whorl.Components.Hosting;
using Whorl.Wasi.Http;
using Whorl.Wasi.P2.Http.Types;
using Whorl.Wasi.P2.Io;

namespace Whorl.Wasi.P2.Http;

/// <summary><c>wasi:http/types.future-incoming-response</c>.</summary>
internal sealed class FutureIncomingResponseResource(WasiContext context, OutgoingCall call, TimeSpan? idleTimeout)
    : IFutureIncomingResponse
{
    private bool _taken;

    public Io.Poll.IPollable Subscribe() => new PollableResource(context, call);

    public Option<Result<Result<IIncomingResponse, ErrorCode>, Unit>> Get()
    {
        if (!call.IsReady)
        {
            return Option<Result<Result<IIncomingResponse, ErrorCode>, Unit>>.None;
        }

        if (_taken)
        {
            return Result<Result<IIncomingResponse, ErrorCode>, Unit>.Err(default);
        }

        _taken = true;
        (OutboundResponse? response, HttpError? error) = call.Take();
        return Result<Result<IIncomingResponse, ErrorCode>, Unit>.Ok(response is null
            ? ErrorCodes.From(error!)
            : new IncomingResponseResource(context, response, idleTimeout));
    }

    public void Dispose() => call.Dispose();
}
