using System.Diagnostics.CodeAnalysis;
using Whorl.Components.Hosting;
using Whorl.Wasi.P3;
using Whorl.Wasi.P3.Http;
using Whorl.Wasi.P3.Http.Handler;

namespace Whorl.Wasi.Http;

/// <summary>
/// A component that answers HTTP requests by <c>wasi:http/handler</c> of WASI 0.3: an instance of it can work on several requests at once.
/// One object serves all its instances.
/// </summary>
public sealed class HttpService
{
    private readonly HandlerExport _handler;

    private HttpService(HandlerExport handler) => _handler = handler;

    /// <summary>Finds the handler in a linked component.</summary>
    /// <param name="component">The component.</param>
    /// <param name="service">The handler, when the component has one.</param>
    /// <exception cref="LinkException">The component has one of another type.</exception>
    public static bool TryBind(ComponentPre component, [NotNullWhen(true)] out HttpService? service)
    {
        bool found = HandlerExport.TryBind(component, out HandlerExport? handler)
            || HandlerExport.TryBind(component, Releases.Candidate("wasi:http/handler"), out handler);
        service = found ? new HttpService(handler!) : null;
        return found;
    }

    /// <summary>
    /// Begins a request on an instance, which may be working on others. Any thread: the guest runs on the calling one as far as it comes
    /// without waiting, if no thread is in the instance's loop; otherwise on that.
    /// </summary>
    /// <param name="instance">An instance of the component.</param>
    /// <param name="request">The request.</param>
    /// <param name="response">Where the response goes. Its members are called from one thread at a time, which may be any.</param>
    /// <param name="scope">What belongs to the request.</param>
    /// <returns>The request under way.</returns>
    public HttpServiceCall Handle(ComponentInstance instance, IncomingHttpRequest request, HttpResponseSink response, RequestScope scope)
    {
        ArgumentNullException.ThrowIfNull(instance);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(response);
        ArgumentNullException.ThrowIfNull(scope);
        var task = new ServiceTask(RequestResource.FromIncoming(scope.Context, request), request.Method == "HEAD", response, scope, instance.Loop);
        _handler.Start(instance, task);
        if (!task.HasExited)
        {
            task.CancelWith(scope.Aborted);
        }

        return new HttpServiceCall(task);
    }
}
