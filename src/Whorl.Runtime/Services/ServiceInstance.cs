using System.Diagnostics;
using Whorl.Capabilities.Calls;
using Whorl.Components.Hosting;
using Whorl.Runtime.Instances;
using Whorl.Runtime.Scheduling;
using Whorl.Wasi;
using Whorl.Wasmtime;

namespace Whorl.Runtime.Services;

/// <summary>
/// An instance of a component that works on several requests. Its store's loop runs on guest threads, and holds one only while there is
/// something to compute. Counts are guarded by the pool's lock.
/// </summary>
internal sealed class ServiceInstance : IGuestState, IStoreScheduler, IBlockingRegion, IDisposable
{
    private readonly ServicePool _pool;
    private readonly CancellationTokenSource _ended = new();
    private readonly PumpJob _pump;
    private readonly Store _store;
    private readonly CpuAccount _own = new();
    private CapabilityScope? _scope;
    private OpenSpans? _spans; // of what the instance does for no request
    private TurnMeter _turns;
    private CpuAccount? _beforeWait;
    private bool _overCpu;
    private volatile bool _isComputing;

    /// <summary>Makes an instance, on the calling thread.</summary>
    /// <exception cref="WasmException">It cannot be made.</exception>
    public ServiceInstance(ServicePool pool, ReuseOptions reuse)
    {
        _pool = pool;
        _pump = new PumpJob(this);
        Room = reuse.MaxConcurrent.Draw();
        Left = reuse.MaxRequests.Draw();
        IdleLimit = TimeSpan.FromMilliseconds(reuse.IdleMilliseconds.Draw());
        Context = pool.Component.CreateContext(this, this, program: null, _ended.Token);
        _store = pool.Component.CreateStore(this);
        try
        {
            _store.SetEpochDeadline(1);
            _store.SetEpochCallback(OnTick);
            _turns.Begin(_own);
            Guest = pool.Component.Parts.Linked.Instantiate(_store);
            _turns.End();
            Guest.Loop.Scheduler = this;
            Guest.Loop.Blocking = this;
            Guest.Loop.Aborted = _ended.Token;
        }
        catch (Exception e)
        {
            Context.Dispose();
            _store.Dispose();
            if (_overCpu)
            {
                throw new CpuLimitException(e);
            }

            throw;
        }
    }

    /// <summary>The instance.</summary>
    public ComponentInstance Guest { get; }

    /// <inheritdoc/>
    public WasiContext Context { get; }

    /// <inheritdoc/>
    public CapabilityScope Scope => _scope ??= new CapabilityScope(_pool.Component.Environment.Grants, Context, this);

    /// <inheritdoc/>
    public int Depth => Request?.Depth ?? 0;

    /// <inheritdoc/>
    public ActivityContext Trace => Request?.Innermost ?? default;

    /// <inheritdoc/>
    public ActivityContext Outer => Request?.Trace ?? default;

    /// <inheritdoc/>
    public OpenSpans Spans => Request?.Spans ?? (_spans ??= new OpenSpans());

    /// <summary>Further requests that it can work on now.</summary>
    public int Room { get; set; }

    /// <summary>Further requests that it is given in its life.</summary>
    public int Left { get; set; }

    /// <summary>Requests that it works on.</summary>
    public int Active { get; set; }

    /// <summary>How long it is kept without requests.</summary>
    public TimeSpan IdleLimit { get; }

    /// <summary>When it came to have no requests, in milliseconds of <see cref="Environment.TickCount64"/>.</summary>
    public long IdleSince { get; set; }

    /// <summary>Whether it has failed, or computed for longer than it may.</summary>
    public bool IsOver => Guest.IsPoisoned || _ended.IsCancellationRequested;

    /// <summary>Whether a thread runs guest code of it now.</summary>
    public bool IsComputing => _isComputing;

    /// <summary>Whether it was ended because it computed for longer than it may.</summary>
    public bool IsOverCpu => Volatile.Read(ref _overCpu);

    private ServiceScope? Request => Guest.Loop.TaskState as ServiceScope;

    /// <summary>Ends it with all its requests; any thread.</summary>
    public void End() => _ended.Cancel();

    /// <summary>Releases it. Not on its own loop.</summary>
    public void Dispose()
    {
        _ended.Cancel();
        Guest.Dispose();
        Context.Dispose();
        _store.Dispose();
    }

    void IStoreScheduler.Schedule(StoreLoop loop) => _pool.Schedule(_pump);

    void IStoreScheduler.OnEntered(StoreLoop loop)
    {
        _isComputing = true;
        _store.SetEpochDeadline(1);

        // No guest code runs for the instance alone, but the host does what was posted before the first turn.
        _own.Used = TimeSpan.Zero;
        BeginTurn(_own);
    }

    void IStoreScheduler.OnTurn(StoreLoop loop, object? taskState) => BeginTurn((taskState as ServiceScope)?.Cpu ?? _own);

    void IStoreScheduler.OnLeaving(StoreLoop loop)
    {
        EndTurn();
        _isComputing = false;
    }

    void IBlockingRegion.Enter()
    {
        _beforeWait = _turns.Account ?? _beforeWait;
        EndTurn();
        GuestScheduler.EnterBlocking();
    }

    void IBlockingRegion.Exit()
    {
        GuestScheduler.ExitBlocking();
        BeginTurn(_beforeWait ?? _own);
    }

    private void BeginTurn(CpuAccount account)
    {
        CpuAccount? before = _turns.Account;
        _turns.Begin(account);
        if (before is not null)
        {
            Check(before.Used);
        }

        if (_ended.IsCancellationRequested)
        {
            // Turns may be too short to meet a tick of the engine, and none of them is to do anything any more.
            _store.SetEpochDeadline(0);
        }
    }

    private void EndTurn()
    {
        if (_turns.Account is { } account)
        {
            _turns.End();
            Check(account.Used);
        }
    }

    private EpochDecision OnTick()
    {
        Check(_turns.Read());
        return _ended.IsCancellationRequested ? EpochDecision.Trap : EpochDecision.Continue(1);
    }

    // A request is charged for all its turns, however many and short they are.
    private void Check(TimeSpan used)
    {
        if (used > _pool.Component.Limits.Cpu && !_overCpu)
        {
            Volatile.Write(ref _overCpu, true);
            _ended.Cancel();
        }
    }

    /// <summary>A turn in the loop. There is never more than one under way, as the loop asks for the next only after it.</summary>
    private sealed class PumpJob(ServiceInstance instance) : GuestJob
    {
        protected internal override void Run() => instance.Guest.Loop.Pump();
    }
}
