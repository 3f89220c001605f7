using Whorl.Components.Hosting;
using Whorl.Wasi.Http;
using Whorl.Wasi.P3.Http.Types;

namespace Whorl.Wasi.P3.Http;

/// <summary><c>wasi:http/types.response</c>: one that a guest made, or that came for a request it sent.</summary>
internal sealed class ResponseResource(WasiContext context, int status, FieldMap headers, MessageBody body) : IResponse
{
    private bool _isTaken;

    public int Status { get; private set; } = status;

    public FieldMap Headers => headers;

    public ushort GetStatusCode() => (ushort)Status;

    /// <summary>Informational statuses are refused: they cannot be the response.</summary>
    public Result<Unit, Unit> SetStatusCode(ushort statusCode)
    {
        if (statusCode is < 200 or > 599)
        {
            return Result<Unit, Unit>.Err(default);
        }

        Status = statusCode;
        return Result<Unit, Unit>.Ok(default);
    }

    public IFields GetHeaders() => new FieldsResource(context, headers, isView: true);

    /// <summary>Takes the body, which ends the response as a resource.</summary>
    public MessageBody TakeBody()
    {
        _isTaken = true;
        headers.Release();
        return body;
    }

    public void Dispose()
    {
        headers.Release();
        if (!_isTaken)
        {
            _isTaken = true;
            body.Discard();
        }
    }
}
