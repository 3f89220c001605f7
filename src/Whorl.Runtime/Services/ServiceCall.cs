using Whorl.Runtime.Http;
using Whorl.Runtime.Instances;
using Whorl.Runtime.Scheduling;
using Whorl.Runtime.Telemetry;
using Whorl.Wasi.Http;

namespace Whorl.Runtime.Services;

/// <summary>One request to a component whose instances work on several.</summary>
internal sealed class ServiceCall(ServicePool pool, HttpInvocation invocation) : GuestJob
{
    private ServiceInstance? _instance;

    /// <summary>When the request's time is up, in milliseconds of <see cref="Environment.TickCount64"/>.</summary>
    public long Deadline { get; set; }

    /// <summary>Where it stands in the pool's list of calls under way.</summary>
    public int Index { get; set; }

    /// <summary>Gives the request up: the guest is asked to, and when it does not, its instance is ended.</summary>
    public void GiveUp(GuestEnd reason)
    {
        if (invocation.IsAborted && _instance is { } instance)
        {
            pool.End(instance);
        }
        else
        {
            invocation.Abort(reason);
        }
    }

    /// <inheritdoc/>
    protected internal override void Run() => _ = RunAsync();

    private async Task RunAsync()
    {
        var outcome = new GuestOutcome(GuestEnd.Returned);
        ServiceInstance? instance = null;
        HttpServiceCall? call = null;
        ServiceScope? scope = null;
        try
        {
            instance = pool.Take();
            _instance = instance;
            invocation.BeginSpan();
            scope = new ServiceScope(instance.Context, invocation);
            HttpServiceCall begun = pool.Component.Parts.Service!.Handle(instance.Guest, invocation.ServiceRequest, invocation.ServiceResponse, scope);
            call = begun;
            if (!begun.HasResponded)
            {
                // Only a request that takes a while is worth finding out whether its client is still there.
                invocation.WatchClient();
                await begun.Responded.ConfigureAwait(false);
            }
        }
#pragma warning disable CA1031 // Whatever a guest makes go wrong ends here: it must not end the thread, nor anything else.
        catch (Exception e)
#pragma warning restore CA1031
        {
            outcome = invocation.Classify(e, instance is { IsOverCpu: true });
        }

        TimeSpan? cpu = RuntimeTelemetry.MeasuresCpu ? scope?.Cpu.Used : null;
        invocation.EndService(outcome, cpu, isFirstOfInstance: instance is null || pool.NoteFailure(instance, outcome));
        if (instance is not null && call is { HasExited: false } lasting && await FailureAfterwardsAsync(lasting).ConfigureAwait(false) is { } failure
            && outcome.End == GuestEnd.Returned)
        {
            outcome = invocation.Classify(failure, instance.IsOverCpu);
            if (pool.NoteFailure(instance, outcome))
            {
                pool.Component.Report(outcome);
            }
        }

        pool.Return(this, instance);
    }

    // The guest may go on after its response. What goes wrong then ends the instance, which the pool sees.
    private static async Task<Exception?> FailureAfterwardsAsync(HttpServiceCall call)
    {
        await call.Exited.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return call.Exited.Exception?.InnerException;
    }
}
