namespace Whorl.Wasi.Http;

/// <summary>Sends requests of a guest for hosts of other interfaces than <c>wasi:http</c>, under the same rules and limits.</summary>
public static class GuestRequests
{
    /// <summary>Sends a request. Called first on the guest's thread, in its call.</summary>
    /// <param name="context">The instance.</param>
    /// <param name="request">The request. Its headers may have no name that is the connection's business.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The response, which counts as a request under way until it is disposed.</returns>
    /// <exception cref="HttpErrorException">The request is not allowed, or there is no response.</exception>
    public static async Task<OutboundResponse> SendAsync(WasiContext context, OutboundRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(request);
        IOutboundHttp sender = context.OutboundHttp ?? throw new HttpErrorException(new HttpError(HttpErrorKind.HttpRequestDenied));
        if (!context.Outbound.TryTake())
        {
            throw new HttpErrorException(new HttpError(HttpErrorKind.ConnectionLimitReached));
        }

        try
        {
            return new CountedResponse(context, context.Outbound, await sender.SendAsync(request, cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            context.Outbound.Return();
            throw;
        }
    }

    /// <summary>Whether a header may be set by a guest: it is well-formed, and not the connection's business.</summary>
    public static bool IsAllowedHeader(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        return FieldSyntax.IsToken(name) && !FieldSyntax.IsForbidden(name) && FieldSyntax.IsValue(System.Text.Encoding.UTF8.GetBytes(value));
    }
}
