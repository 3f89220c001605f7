using Whorl.Wasi.Io;

namespace Whorl.Wasi.Http;

/// <summary>A request under way, until the guest takes its response or drops it.</summary>
internal sealed class OutgoingCall : IWaitable, IDisposable
{
    private readonly WasiContext _context;
    private readonly CancellationTokenSource _cancellation = new();
    private readonly Task<OutboundResponse> _response;
    private bool _armed;
    private bool _taken;

    private OutgoingCall(WasiContext context, IOutboundHttp sender, OutboundRequest request)
    {
        _context = context;
        _response = sender.SendAsync(request, _cancellation.Token);
        context.EndWithInstance(this);
    }

    public bool IsReady => _response.IsCompleted;

    /// <summary>Sends a request.</summary>
    /// <param name="context">The instance's context.</param>
    /// <param name="request">The request.</param>
    /// <param name="call">The call, if it was begun.</param>
    /// <returns>Why it was not.</returns>
    public static HttpError? Begin(WasiContext context, OutboundRequest request, out OutgoingCall? call)
    {
        call = null;
        if (context.OutboundHttp is not { } sender)
        {
            return new HttpError(HttpErrorKind.HttpRequestDenied);
        }

        if (!context.Outbound.TryTake())
        {
            return new HttpError(HttpErrorKind.ConnectionLimitReached);
        }

        try
        {
            call = new OutgoingCall(context, sender, request);
            return null;
        }
        catch (HttpErrorException e)
        {
            context.Outbound.Return();
            return e.Error;
        }
    }

    public void Arm()
    {
        if (!_armed)
        {
            _armed = true;
            _response.GetAwaiter().UnsafeOnCompleted(_context.Signal.Wake);
        }
    }

    /// <summary>Gives the response, which is from now on the taker's to dispose, or the error. Only when ready, and once.</summary>
    public (OutboundResponse? Response, HttpError? Error) Take()
    {
        _taken = true;
        _context.Forget(this);
        try
        {
            OutboundResponse response = _response.GetAwaiter().GetResult();
            return (new CountedResponse(_context, _context.Outbound, response), null);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _context.Outbound.Return();
            return (null, HttpErrors.From(e));
        }
        finally
        {
            _cancellation.Dispose();
        }
    }

    public void Dispose()
    {
        if (_taken)
        {
            return;
        }

        _taken = true;
        _context.Forget(this);
        _context.Outbound.Return();
        _cancellation.Cancel();
        _ = DropAsync();
    }

    private async Task DropAsync()
    {
        try
        {
            (await _response.ConfigureAwait(false)).Dispose();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Nobody waits for this response any more, whatever became of it.
        }
        finally
        {
            _cancellation.Dispose();
        }
    }
}
