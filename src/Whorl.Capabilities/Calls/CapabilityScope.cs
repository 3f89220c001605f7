using System.Diagnostics;
using Whorl.Capabilities.Grants;
using Whorl.Components.Hosting;
using Whorl.Wasi;

namespace Whorl.Capabilities.Calls;

/// <summary>One instance of a component as capabilities see it. Every call that its guest makes into one goes through <see cref="Call"/>.</summary>
/// <param name="grants">What the component may use.</param>
/// <param name="context">The instance, whose waits are reported and whose end is heeded.</param>
/// <param name="position">Where in a trace the guest's calls stand; null for nowhere.</param>
public sealed class CapabilityScope(ComponentGrants grants, WasiContext context, ITracePosition? position = null)
{
    /// <summary>What the component may use.</summary>
    public ComponentGrants Grants { get; } = grants;

    internal WasiContext Context { get; } = context;

    internal ITracePosition? Position => position;

    internal ActivityContext Trace => position?.Trace ?? default;

    /// <summary>The same instance with other grants: those of a part of it that does not inherit all.</summary>
    public CapabilityScope With(ComponentGrants restricted) => new(restricted, Context, position);

    /// <summary>Runs a call of the guest, waiting on its thread where that is needed, under its deadline and in its span.</summary>
    /// <param name="target">The function.</param>
    /// <param name="body">Does the work; may complete at once. Failures are thrown.</param>
    /// <param name="error">Makes the interface's error of a failure.</param>
    /// <exception cref="OperationCanceledException">The guest is being ended.</exception>
    internal Result<T, TError> Call<T, TError>(CallTarget target, Func<CapabilityCall, ValueTask<T>> body, Func<Failure, TError> error)
    {
        using var call = new CapabilityCall(this, target);
        try
        {
            T value = call.Wait(body(call));
            call.Finish(failure: null);
            return Result<T, TError>.Ok(value);
        }
        catch (Exception e) when (call.TryExplain(e, out Failure? failure))
        {
            call.Finish(failure);
            return Result<T, TError>.Err(error(failure));
        }
    }

    /// <summary>Runs a call of the guest that does not wait for it; on another thread, since the guest's has other tasks to run.</summary>
    /// <param name="target">The function.</param>
    /// <param name="task">The guest's task, which may give up the call.</param>
    /// <param name="body">Does the work. Failures are thrown.</param>
    /// <param name="error">Makes the interface's error of a failure.</param>
    internal async ValueTask<Result<T, TError>> CallAsync<T, TError>(
        CallTarget target, HostTask task, Func<CapabilityCall, ValueTask<T>> body, Func<Failure, TError> error)
    {
        using var call = new CapabilityCall(this, target, task);
        try
        {
            T value = await Task.Run(() => body(call).AsTask(), CancellationToken.None).ConfigureAwait(false);
            call.Finish(failure: null);
            return Result<T, TError>.Ok(value);
        }
        catch (Exception e) when (call.TryExplain(e, out Failure? failure))
        {
            call.Finish(failure);
            return Result<T, TError>.Err(error(failure));
        }
    }

    /// <summary>Logs that the guest was denied something, and makes the failure of it.</summary>
    /// <param name="capability">The capability's name.</param>
    /// <param name="what">What the component may not do, for example <c>open store `cache`</c>.</param>
    /// <param name="remedy">The key of the manifest or of the runtime configuration that would allow it.</param>
    internal FailureException Deny(string capability, string what, string remedy)
    {
        string message = $"component `{Grants.Component}` of app `{Grants.App}` may not {what} ({capability}). {remedy}";
        Grants.Denials.Write(message);
        return new FailureException(FailureKind.Denied, message);
    }

    /// <summary>Makes sure that the component may connect to an address.</summary>
    /// <returns>The host and port to connect to.</returns>
    /// <exception cref="FailureException">It may not, or the address is not one.</exception>
    internal async ValueTask<OutboundAnswer> RequireOutboundAsync(string capability, string address, string scheme, CancellationToken cancellationToken)
    {
        OutboundAnswer answer = await Grants.Outbound.CheckAsync(address, scheme, cancellationToken).ConfigureAwait(false);
        switch (answer.Verdict)
        {
            case OutboundVerdict.Allowed:
                return answer;
            case OutboundVerdict.Denied:
                Grants.Denials.Write($"app `{Grants.App}`: {answer.Reason} ({capability})");
                throw new FailureException(FailureKind.Denied, answer.Reason);
            default:
                throw new FailureException(FailureKind.BadAddress, answer.Reason);
        }
    }
}
