using System.Diagnostics;
using Whorl.Capabilities.Calls;
using Whorl.Components.Hosting;
using Whorl.Runtime.Loading;
using Whorl.Runtime.Scheduling;
using Whorl.Runtime.Telemetry;
using Whorl.Wasi;
using Whorl.Wasmtime;

namespace Whorl.Runtime.Instances;

/// <summary>
/// One call of a guest in a fresh instance, which is gone when the call is over. A subclass makes the call and takes the outcome.
/// </summary>
#pragma warning disable CA1001 // A cancellation source without a timer holds nothing to dispose; its token outlives the call.
public abstract class GuestInvocation : GuestJob, IBlockingRegion, IGuestState
#pragma warning restore CA1001
{
    private readonly long _started = Environment.TickCount64;
    private CancellationTokenSource? _aborted;
    private WasiContext? _context;
    private CapabilityScope? _scope;
    private OpenSpans? _spans;
    private CpuMeter _cpu;
    private long _memoryBytes;
    private TimeSpan? _cpuUsed;
    private bool _watched;
    private int _abortedBy = -1;
    private Activity? _span;

    /// <summary>Prepares a call; it takes place when the invocation's turn in the component's lane comes.</summary>
    /// <param name="component">The component that is called.</param>
    /// <param name="depth">How many calls of other guests this one is nested in.</param>
    protected GuestInvocation(LoadedComponent component, int depth)
    {
        Component = component;
        Depth = depth;
    }

    /// <summary>The component that is called.</summary>
    public LoadedComponent Component { get; }

    /// <summary>How many calls of other guests this one is nested in.</summary>
    public int Depth { get; }

    /// <summary>The span that the call is a part of: that of the trigger's event, or of the guest's call that led to this one.</summary>
    public ActivityContext Cause { get; init; }

    /// <summary>The span of the guest's work.</summary>
    public ActivityContext Outer => _span?.Context ?? Cause;

    /// <inheritdoc/>
    public ActivityContext Trace => _spans?.Innermost is { } open && open != default ? open : Outer;

    /// <inheritdoc/>
    public OpenSpans Spans => _spans ??= new OpenSpans();

    WasiContext IGuestState.Context => Context;

    CapabilityScope IGuestState.Scope => Scope;

    /// <summary>Whether the call was ended before its time.</summary>
    internal bool IsAborted => _abortedBy >= 0;

    /// <summary>Cancelled when the call is ended before its time. Made when it is asked for.</summary>
    internal CancellationToken Aborted
    {
        get
        {
            if (Volatile.Read(ref _aborted) is { } known)
            {
                return known.Token;
            }

            var made = new CancellationTokenSource();
            CancellationTokenSource source = Interlocked.CompareExchange(ref _aborted, made, null) ?? made;
            if (Volatile.Read(ref _abortedBy) >= 0)
            {
                // Who ended the call may not have seen the source.
                source.Cancel();
            }

            return source.Token;
        }
    }

    /// <summary>What the WASI hosts hold for the instance; only while the guest runs.</summary>
    internal WasiContext Context => _context ?? throw new InvalidOperationException("The invocation has no instance now.");

    /// <summary>The instance as capabilities see it; only while the guest runs.</summary>
    internal CapabilityScope Scope => _scope ??= new CapabilityScope(Component.Environment.Grants, Context, this);

    /// <summary>The time since the call was asked for.</summary>
    protected TimeSpan Elapsed => TimeSpan.FromMilliseconds(Environment.TickCount64 - _started);

    /// <summary>Queues the call. When it returns false, the component's queue is full and nothing will happen.</summary>
    public virtual bool TryStart() => Component.TrySchedule(this);

    /// <summary>Ends the call before its time, from any thread. The first reason counts.</summary>
    public void Abort(GuestEnd reason)
    {
        if (Interlocked.CompareExchange(ref _abortedBy, (int)reason, -1) == -1)
        {
            Volatile.Read(ref _aborted)?.Cancel();
        }
    }

    /// <summary>The guest is about to wait; its slot goes to another.</summary>
    public void Enter()
    {
        Watch();
        _cpu.BeginWait();
        GuestScheduler.EnterBlocking();
    }

    /// <summary>The guest goes on.</summary>
    public void Exit()
    {
        GuestScheduler.ExitBlocking();
        _cpu.EndWait();
    }

    /// <summary>For a guest that is a program: what it is started with. Called once, on the guest's thread.</summary>
    private protected virtual ProgramStart? PrepareProgram() => null;

    /// <summary>Calls the guest's export.</summary>
    protected abstract void Call(ComponentInstance instance, WasiContext context);

    /// <summary>The guest is gone. Still on its thread; must not block and must not throw.</summary>
    protected abstract void OnEnded(in GuestOutcome outcome);

    /// <summary>
    /// The call takes longer than most, so that it is worth while to find out when nobody wants its result any more
    /// (<see cref="Abort"/>). Called at most once, on the guest's thread.
    /// </summary>
    protected virtual void OnLongRunning()
    {
    }

    /// <inheritdoc/>
    protected internal sealed override void Run()
    {
        GuestOutcome outcome;
        BeginSpan();
        try
        {
            RunInFreshInstance();
            outcome = new GuestOutcome(GuestEnd.Returned);
        }
#pragma warning disable CA1031 // Whatever a guest makes go wrong ends here: it must not end the thread, nor anything else.
        catch (Exception e)
#pragma warning restore CA1031
        {
            outcome = Classify(e);
        }

        outcome = outcome with { MemoryBytes = _memoryBytes };
        Observe(outcome, _cpuUsed);
        Component.Report(outcome);
        OnEnded(outcome);
    }

    /// <inheritdoc/>
    protected internal sealed override void CheckDeadline()
    {
        if (Elapsed > Component.Limits.Wall)
        {
            Abort(GuestEnd.WallLimit);
        }
    }

    private void RunInFreshInstance()
    {
        if (_abortedBy >= 0 || Elapsed > Component.Limits.Wall)
        {
            Abort(GuestEnd.WallLimit);
            throw new OperationCanceledException();
        }

        using Store store = Component.CreateStore(this);
        store.SetEpochDeadline(1);
        store.SetEpochCallback(OnTick);
        _cpu.Start();
        using WasiContext context = Component.CreateContext(this, this, PrepareProgram(), Aborted);
        _context = context;
        try
        {
            using ComponentInstance instance = Component.Parts.Linked.Instantiate(store);
            instance.Loop.Blocking = this;
            instance.Loop.Aborted = Aborted;
            try
            {
                Call(instance, context);
            }
            finally
            {
                _memoryBytes = instance.LargestMemoryBytes;
                _cpuUsed = RuntimeTelemetry.MeasuresCpu ? _cpu.Read() : null;
            }
        }
        finally
        {
            _context = null;
            _scope = null;
        }
    }

    /// <summary>Called on the guest's thread at each tick of the engine's epoch, while guest code runs.</summary>
    private EpochDecision OnTick()
    {
        Watch();
        CheckDeadline();
        if (_cpu.Read() > Component.Limits.Cpu)
        {
            Abort(GuestEnd.CpuLimit);
        }

        if (_abortedBy >= 0)
        {
            return EpochDecision.Trap;
        }

        // What the guest has written may be held back for a moment; a guest that computes on would make it a long one.
        _context?.PushHeldOutput();
        return EpochDecision.Continue(1);
    }

    /// <summary>What became of the guest, told from an exception and from whether it was ended.</summary>
    internal GuestOutcome Classify(Exception failure) =>
        _abortedBy >= 0 ? new GuestOutcome((GuestEnd)_abortedBy, failure) : GuestFailures.Classify(failure);

    /// <summary>The guest begins.</summary>
    internal void BeginSpan() => _span = RuntimeTelemetry.StartGuest(Component, Cause);

    /// <summary>The guest is gone: tells whoever listens how it went.</summary>
    internal void Observe(in GuestOutcome outcome, TimeSpan? cpu)
    {
        RuntimeTelemetry.Record(Component, outcome, cpu);
        RuntimeTelemetry.End(_span, outcome);
    }

    /// <summary>Has <see cref="OnLongRunning"/> called, once.</summary>
    internal void Watch()
    {
        if (!_watched)
        {
            _watched = true;
            OnLongRunning();
        }
    }
}
