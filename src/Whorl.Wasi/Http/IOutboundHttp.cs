namespace Whorl.Wasi.Http;

/// <summary>Sends the requests that guests make. Policy (who may call whom) is the implementation's.</summary>
public interface IOutboundHttp
{
    /// <summary>Sends a request and gives the response as soon as its head is there.</summary>
    /// <param name="request">The request, checked for syntax only.</param>
    /// <param name="cancellationToken">Cancelled when the guest drops the call or ends.</param>
    /// <exception cref="HttpErrorException">
    /// The call failed or is not allowed. Thrown before the first await, it is the result of the guest's call itself.
    /// </exception>
    Task<OutboundResponse> SendAsync(OutboundRequest request, CancellationToken cancellationToken);
}
