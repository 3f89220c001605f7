using System.Data.Common;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using Whorl.Capabilities.Llm.Local;
using Whorl.Components.Hosting;

namespace Whorl.Capabilities.Calls;

/// <summary>One call of a guest into a capability: its deadline, its span, and the way to wait.</summary>
public sealed class CapabilityCall : IDisposable
{
    private readonly CapabilityScope _scope;
    private readonly CallTarget _target;
    private readonly Activity? _span;
    private readonly IBlockingRegion? _region;
    private readonly long _started = Stopwatch.GetTimestamp();
    private CancellationTokenSource? _deadline;
    private string? _label;

    /// <summary>A call during which the guest's thread waits.</summary>
    internal CapabilityCall(CapabilityScope scope, CallTarget target)
        : this(scope, target, scope.Context.Aborted) => _region = scope.Context.Blocking;

    /// <summary>A call during which the guest goes on.</summary>
    internal CapabilityCall(CapabilityScope scope, CallTarget target, HostTask task)
        : this(scope, target, task.Cancellation)
    {
    }

    private CapabilityCall(CapabilityScope scope, CallTarget target, CancellationToken aborted)
    {
        _scope = scope;
        _target = target;
        Aborted = aborted;
        _span = target.StartSpan(scope);
    }

    /// <summary>Ends when the guest is ended, or when the call has taken as long as it may.</summary>
    public CancellationToken Token => (_deadline ??= StartDeadline()).Token;

    /// <summary>Ends when the guest is ended. For work that keeps <see cref="Remaining"/> itself.</summary>
    public CancellationToken Aborted { get; }

    /// <summary>How much longer the call may take; not negative.</summary>
    public TimeSpan Remaining
    {
        get
        {
            TimeSpan left = _scope.Grants.CallTimeout - Stopwatch.GetElapsedTime(_started);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>Whether the call has taken as long as it may.</summary>
    public bool IsOverdue => Remaining == TimeSpan.Zero;

    /// <summary>The failure of a call that took too long.</summary>
    public FailureException TimedOut() => new(
        FailureKind.TimedOut,
        $"{_target.Capability} {_target.Function} took longer than {_scope.Grants.CallTimeout.TotalSeconds:0.###} s; the limit is `host-call` of component `{_scope.Grants.Component}`");

    /// <summary>Notes which of the operator's stores or databases the call is about, for the log to say so should it be of no use.</summary>
    /// <param name="label">Its label.</param>
    /// <returns>This.</returns>
    internal CapabilityCall About(string label)
    {
        _label = label;
        return this;
    }

    /// <summary>Waits on the guest's thread; another guest has its slot meanwhile.</summary>
    /// <exception cref="OperationCanceledException">The guest is being ended.</exception>
    internal T Wait<T>(ValueTask<T> answer)
    {
        if (answer.IsCompleted)
        {
            return answer.GetAwaiter().GetResult();
        }

        using (EnterWait())
        {
            return answer.AsTask().GetAwaiter().GetResult();
        }
    }

    /// <summary>Does work of the operator's, before there are guests.</summary>
    /// <exception cref="FailureException">It failed, or took too long.</exception>
    internal void RunForOperator(Func<ValueTask> work)
    {
        try
        {
            work().AsTask().GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is not FailureException && TryExplain(e, out Failure? failure))
        {
            throw new FailureException(failure, e);
        }
    }

    /// <summary>Says that the guest's thread is about to wait, until what is returned is disposed.</summary>
    public Waiting EnterWait() => new(_region);

    /// <summary>Whether an exception is a failure that the guest can handle, and which.</summary>
    internal bool TryExplain(Exception exception, [NotNullWhen(true)] out Failure? failure)
    {
        failure = exception switch
        {
            FailureException e => e.Failure,
            OperationCanceledException when !Aborted.IsCancellationRequested => TimedOut().Failure,

            // What a client library lets through, for want of a better word.
            IOException or SocketException or TimeoutException or DbException => new Failure(FailureKind.Unavailable, exception.Message),
            _ => null,
        };
        return failure is not null;
    }

    internal void Finish(Failure? failure)
    {
        string outcome = failure?.Kind switch
        {
            null => "ok",
            FailureKind.Denied => "denied",
            FailureKind.TimedOut => "timed-out",
            FailureKind.Unavailable => "unavailable",
            _ => "error",
        };
        if (failure?.Kind is FailureKind.TimedOut or FailureKind.TooMany or FailureKind.TooLarge)
        {
            _scope.Grants.Denials.WriteLimit($"component `{_scope.Grants.Component}` of app `{_scope.Grants.App}`, {_target.SpanName}: {failure.Message}");
        }

        // Most guests make nothing of such an error, and its cause is not theirs but the operator's.
        if (failure is { Kind: FailureKind.Unavailable or FailureKind.Full } and not UnusableModel)
        {
            string table = _target.Capability == "sqlite" ? "sqlite_database" : "key_value_store";
            string remedy = _label is not null ? $". Where it is kept is said by [{table}.{_label}] of the runtime configuration, else by --state-dir."
                : failure.Remedy is { } known ? $". {known}"
                : "";
            _scope.Grants.Denials.WriteUnusable($"component `{_scope.Grants.Component}` of app `{_scope.Grants.App}`, {_target.SpanName}: {failure.Message}{remedy}");
        }

        if (_span is not null && failure is not null)
        {
            _span.SetTag("error.type", outcome);
            _span.SetStatus(ActivityStatusCode.Error);
        }

        if (CapabilityTelemetry.IsMeasured)
        {
            CapabilityTelemetry.Measure(_target, _scope.Grants.App, _scope.Grants.Component, outcome, Stopwatch.GetElapsedTime(_started));
        }
    }

    /// <summary>Ends the span.</summary>
    public void Dispose()
    {
        _span?.Dispose();
        _deadline?.Dispose();
    }

    private CancellationTokenSource StartDeadline()
    {
        var deadline = CancellationTokenSource.CreateLinkedTokenSource(Aborted);
        deadline.CancelAfter(Remaining);
        return deadline;
    }

    /// <summary>A wait of the guest's thread.</summary>
    public readonly ref struct Waiting : IDisposable
    {
        private readonly IBlockingRegion? _region;

        internal Waiting(IBlockingRegion? region)
        {
            _region = region;
            region?.Enter();
        }

        /// <summary>The wait is over.</summary>
        public void Dispose() => _region?.Exit();
    }
}
