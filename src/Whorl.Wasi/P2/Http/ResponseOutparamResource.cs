using Whorl.Components.Hosting;
using Whorl.Wasi.Http;
using Whorl.Wasi.P2.Http.Types;

namespace Whorl.Wasi.P2.Http;

/// <summary><c>wasi:http/types.response-outparam</c>: the way to give a response, once.</summary>
internal sealed class ResponseOutparamResource(HttpResponseSink sink, bool toHead) : IResponseOutparam
{
    private bool _isSet;
    private OutgoingBody? _body;

    public Result<Unit, ErrorCode> SendInformational(ushort status, IFields headers)
    {
        if (status is < 100 or > 199 or 101)
        {
            return ErrorCode.HttpProtocolError;
        }

        return sink.TrySendInformational(status, ((FieldsResource)headers).Fields.List)
            ? default(Unit)
            : ErrorCode.InternalError("informational responses are not supported here");
    }

    public void Set(Result<IOutgoingResponse, ErrorCode> response)
    {
        _isSet = true;
        if (response.TryGet(out IOutgoingResponse? given, out ErrorCode code))
        {
            _body = ((OutgoingResponseResource)given).SendTo(sink, toHead);
        }
        else
        {
            HttpError error = ErrorCodes.ToKernel(code);
            sink.Fail(new HttpFailure(HttpFailureReason.GuestError, error, $"the component gave an error in place of a response: {error}"));
        }
    }

    /// <summary>The guest has returned: what it did not give or finish now, it never will.</summary>
    public void End()
    {
        if (!_isSet)
        {
            sink.Fail(new HttpFailure(
                HttpFailureReason.NoResponse,
                HttpError.Internal("no response"),
                "the component returned without giving a response; it must call response-outparam.set"));
        }

        _body?.Abandon();
    }

    /// <summary>The guest has failed: what becomes of the response is the caller's to decide.</summary>
    public void Detach() => _body?.Detach();

    public void Dispose()
    {
    }
}
