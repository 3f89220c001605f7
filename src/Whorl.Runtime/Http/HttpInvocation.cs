using Whorl.Apps.Model;
using Whorl.Components.Hosting;
using Whorl.Runtime.Http.Cgi;
using Whorl.Runtime.Instances;
using Whorl.Runtime.Loading;
using Whorl.Wasi;
using Whorl.Wasi.Http;

namespace Whorl.Runtime.Http;

/// <summary>One HTTP request to a component.</summary>
public abstract class HttpInvocation : GuestInvocation
{
    private readonly HttpTarget _target;

    /// <summary>Prepares the call.</summary>
    /// <param name="target">What the request was routed to: a component.</param>
    /// <param name="depth">How many calls of other guests this one is nested in.</param>
    protected HttpInvocation(HttpTarget target, int depth = 0)
        : base(ComponentOf(target), depth)
    {
        _target = target;
    }

    /// <summary>What is asked.</summary>
    protected abstract IncomingHttpRequest Request { get; }

    /// <summary>Where the answer goes.</summary>
    protected abstract HttpResponseSink Response { get; }

    internal IncomingHttpRequest ServiceRequest => Request;

    internal HttpResponseSink ServiceResponse => Response;

    /// <inheritdoc/>
    public sealed override bool TryStart() =>
        Component.Services is not null && _target.Executor is HttpExecutor.Http ? Component.TryStartService(this) : base.TryStart();

    /// <summary>Finds out from now on when nobody wants the response any more.</summary>
    internal void WatchClient() => Watch();

    /// <summary>What became of the guest of a service.</summary>
    internal GuestOutcome Classify(Exception failure, bool isOverCpu) =>
        isOverCpu && !IsAborted ? new GuestOutcome(GuestEnd.CpuLimit, failure) : Classify(failure);

    /// <summary>The response of a service is as complete as it gets.</summary>
    internal void EndService(in GuestOutcome outcome, TimeSpan? cpu, bool isFirstOfInstance)
    {
        Observe(outcome, cpu);
        if (isFirstOfInstance)
        {
            Component.Report(outcome);
        }

        OnEnded(outcome);
    }

    /// <inheritdoc/>
    protected sealed override void Call(ComponentInstance instance, WasiContext context)
    {
        if (_target.Executor is HttpExecutor.Wagi)
        {
            Component.Parts.Program!.Handle(instance, context, Request.Method == "HEAD", Response);
        }
        else if (Component.Parts.Http is { } http)
        {
            http.Handle(instance, context, Request, Response);
        }
        else
        {
            Component.Parts.Request!.Handle(instance, context, Request, Response, Component.Limits.MemoryBytes);
        }
    }

    private protected sealed override ProgramStart? PrepareProgram() => _target.Executor is HttpExecutor.Wagi executor ? CgiRequest.Read(Request, executor) : null;

    private static LoadedComponent ComponentOf(HttpTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return target.Component ?? throw new ArgumentException($"The route {target.Route.RawRoute} leads to no component.", nameof(target));
    }
}
