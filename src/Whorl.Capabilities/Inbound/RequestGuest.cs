using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text;
using Whorl.Capabilities.Bindings.Spin.HttpTypes;
using Whorl.Capabilities.Bindings.Spin.InboundHttp;
using Whorl.Components.Hosting;
using Whorl.Wasi;
using Whorl.Wasi.Http;

namespace Whorl.Capabilities.Inbound;

/// <summary>
/// A component that answers HTTP requests by <c>fermyon:spin/inbound-http</c>, as the first Spin SDKs have it: request and response are in
/// one piece. One object serves all its instances.
/// </summary>
public sealed class RequestGuest
{
    private readonly InboundHttpExport _handler;

    private RequestGuest(InboundHttpExport handler) => _handler = handler;

    /// <summary>Finds the handler in a linked component.</summary>
    /// <param name="component">The component.</param>
    /// <param name="guest">The handler, when the component has one.</param>
    /// <exception cref="LinkException">The component has one of another type.</exception>
    public static bool TryBind(ComponentPre component, [NotNullWhen(true)] out RequestGuest? guest)
    {
        guest = InboundHttpExport.TryBind(component, out InboundHttpExport? handler) ? new RequestGuest(handler) : null;
        return guest is not null;
    }

    /// <summary>
    /// Runs the guest on a request, to its end. When this returns, the response was completed or failed. When it throws, as
    /// <see cref="HttpGuest.Handle"/> does, nothing more is sent.
    /// </summary>
    /// <param name="instance">An instance of the component.</param>
    /// <param name="context">The context that the instance's store gives.</param>
    /// <param name="request">The request.</param>
    /// <param name="response">Where the response goes.</param>
    /// <param name="maxBodyBytes">The most bytes of a body that the guest could take in.</param>
    public void Handle(ComponentInstance instance, WasiContext context, IncomingHttpRequest request, HttpResponseSink response, long maxBodyBytes)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(response);
        var exchange = new WholeExchange(context, request, response);
        if (MethodOf(request.Method) is not { } method)
        {
            exchange.Refuse((int)HttpStatusCode.MethodNotAllowed);
            return;
        }

        (string, string)[] headers = [.. exchange.ReadHeaders().Select(h => (h.Name, Encoding.UTF8.GetString(h.Value.Span)))];
        if (exchange.ReadBody(maxBodyBytes) is { } body)
        {
            Response answer = _handler.HandleRequest(instance, new Request(method, request.PathAndQuery ?? "/", headers, [], body));
            exchange.Respond(
                answer.Status,
                answer.Headers.TryGet(out (string, string)[]? given) ? given : [],
                answer.Body.TryGet(out byte[]? contents) ? contents : []);
        }
    }

    private static Method? MethodOf(string method) => method switch
    {
        "GET" => Method.Get,
        "POST" => Method.Post,
        "PUT" => Method.Put,
        "DELETE" => Method.Delete,
        "PATCH" => Method.Patch,
        "HEAD" => Method.Head,
        "OPTIONS" => Method.Options,
        _ => null,
    };
}
