using System.Diagnostics.CodeAnalysis;
using Whorl.Components.Hosting;
using Whorl.Wasi.P2.Candidates;
using Whorl.Wasi.P2.Http;
using Whorl.Wasi.P2.Http.IncomingHandler;

namespace Whorl.Wasi.Http;

/// <summary>
/// A component that answers HTTP requests by <c>wasi:http/incoming-handler</c> of WASI 0.2 or of a release candidate. One object serves all
/// its instances.
/// </summary>
public sealed class HttpGuest
{
    private readonly IncomingHandlerExport _handler;

    private HttpGuest(IncomingHandlerExport handler) => _handler = handler;

    /// <summary>Finds the handler in a linked component.</summary>
    /// <param name="component">The component.</param>
    /// <param name="guest">The handler, when the component has one.</param>
    /// <exception cref="LinkException">The component has one of another type.</exception>
    public static bool TryBind(ComponentPre component, [NotNullWhen(true)] out HttpGuest? guest)
    {
        const string name = "wasi:http/incoming-handler";
        bool found = IncomingHandlerExport.TryBind(component, out IncomingHandlerExport? handler)
            || IncomingHandlerExport.TryBind(component, Candidate.November.NameOf(name), out handler)
            || IncomingHandlerExport.TryBind(component, Candidate.October.NameOf(name), out handler);
        guest = found ? new HttpGuest(handler!) : null;
        return found;
    }

    /// <summary>
    /// Runs the guest on a request, to its end. When this returns, the response was completed or failed. When it throws, nothing more is
    /// sent, and what becomes of a response not completed by then is the caller's to decide.
    /// </summary>
    /// <param name="instance">An instance of the component.</param>
    /// <param name="context">The context that the instance's store gives.</param>
    /// <param name="request">The request.</param>
    /// <param name="response">Where the response goes.</param>
    /// <exception cref="Wasmtime.TrapException">The guest trapped.</exception>
    /// <exception cref="GuestTrapException">The guest broke a rule of the component model or of WASI.</exception>
    /// <exception cref="WasiLimitException">The guest went beyond a limit.</exception>
    /// <exception cref="GuestExitException">The guest asked to end.</exception>
    /// <exception cref="OperationCanceledException"><see cref="WasiContext.Aborted"/> was cancelled while the guest waited.</exception>
    public void Handle(ComponentInstance instance, WasiContext context, IncomingHttpRequest request, HttpResponseSink response)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(response);
        var outparam = new ResponseOutparamResource(response, toHead: request.Method == "HEAD");
        try
        {
            _handler.Handle(instance, new IncomingRequestResource(context, request), outparam);
        }
        catch
        {
            outparam.Detach();
            throw;
        }

        outparam.End();
    }
}
