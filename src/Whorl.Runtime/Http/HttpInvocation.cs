using Whorl.Components.Hosting;
using Whorl.Runtime.Instances;
using Whorl.Runtime.Loading;
using Whorl.Wasi;
using Whorl.Wasi.Http;

namespace Whorl.Runtime.Http;

/// <summary>One HTTP request to a component.</summary>
public abstract class HttpInvocation : GuestInvocation
{
    /// <summary>Prepares the call.</summary>
    /// <param name="component">The component that is called.</param>
    /// <param name="depth">How many calls of other guests this one is nested in.</param>
    protected HttpInvocation(LoadedComponent component, int depth = 0)
        : base(component, depth)
    {
    }

    /// <summary>What is asked.</summary>
    protected abstract IncomingHttpRequest Request { get; }

    /// <summary>Where the answer goes.</summary>
    protected abstract HttpResponseSink Response { get; }

    /// <inheritdoc/>
    protected sealed override void Call(ComponentInstance instance, WasiContext context) =>
        Component.Parts.Http.Handle(instance, context, Request, Response);
}
