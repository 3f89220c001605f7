using Microsoft.Extensions.Logging;
using Whorl.Apps.Limits;
using Whorl.Components.Hosting;
using Whorl.Components.Modules;
using Whorl.Runtime.Engines;
using Whorl.Runtime.Http;
using Whorl.Runtime.Instances;
using Whorl.Runtime.Scheduling;
using Whorl.Runtime.Services;
using Whorl.Runtime.Telemetry;
using Whorl.Wasi;
using Whorl.Wasi.Http;
using Whorl.Wasmtime;

namespace Whorl.Runtime.Loading;

/// <summary>A component that is compiled and linked, with all that its instances have in common.</summary>
public sealed class LoadedComponent : IDisposable
{
    private readonly Action<LimitReached> _limitReached;
    private readonly ILogger _logger;
    private long _refusalsReported;
    private int _refusals;

    internal LoadedComponent(
        string appName,
        string id,
        ComponentLimits limits,
        EngineRoom room,
        CompiledParts parts,
        ComponentEnvironment environment,
        ReuseOptions reuse,
        ILogger logger)
    {
        AppName = appName;
        Id = id;
        Limits = limits;
        Room = room;
        Parts = parts;
        Lane = room.Scheduler.CreateLane(id, new LaneOptions { MaxConcurrent = limits.MaxConcurrency, MaxQueued = limits.QueueLength });
        Environment = environment;
        Services = parts.Service is null ? null : new ServicePool(this, reuse);
        _logger = logger;
        _limitReached = reached => GuestLog.LimitReached(_logger, AppName, Id, reached.Name, reached.Value, reached.Message);
    }

    /// <summary>The app's name.</summary>
    public string AppName { get; }

    /// <summary>The component's id in the app.</summary>
    public string Id { get; }

    /// <summary>What one call of it may use.</summary>
    public ComponentLimits Limits { get; }

    /// <summary>What its binary is.</summary>
    public WasmKind Kind => Parts.Kind;

    /// <summary>Whether it has a handler of HTTP requests.</summary>
    public bool HandlesHttp => Parts.Http is not null || Parts.Service is not null || Parts.Request is not null;

    /// <summary>Whether it is a program, which a request can start.</summary>
    public bool IsProgram => Parts.Program is not null;

    internal EngineRoom Room { get; }

    internal CompiledParts Parts { get; }

    internal GuestLane Lane { get; }

    /// <summary>The instances that work on several requests; null for a component whose instances serve one.</summary>
    internal ServicePool? Services { get; }

    internal ComponentEnvironment Environment { get; }

    /// <summary>Releases the compiled code. No instance may be alive.</summary>
    public void Dispose()
    {
        Services?.Dispose();
        Parts.Dispose();
    }

    internal bool TrySchedule(GuestInvocation invocation)
    {
        if (Room.TryVisit(Lane, invocation) || Room.TrySchedule(Lane, invocation))
        {
            return true;
        }

        ReportRefusal();
        return false;
    }

    /// <summary>Schedules a call that something else than the lane's queue has the bounds of.</summary>
    internal bool TryScheduleAdmitted(GuestInvocation invocation)
    {
        bool isScheduled = Room.Scheduler.TryScheduleAdmitted(Lane, invocation);
        if (isScheduled)
        {
            Room.Pulse.Ensure();
        }

        return isScheduled;
    }

    internal bool TryStartService(HttpInvocation invocation)
    {
        if (Services!.TryStart(invocation))
        {
            return true;
        }

        ReportRefusal();
        return false;
    }

    internal Store CreateStore(IGuestState state)
    {
        var store = new Store(Room.Engine, state);
        store.SetLimits(Parts.MemoryShareBytes, Limits.TableElements, Limits.Instances, Limits.Tables, Limits.Memories);
        return store;
    }

    internal WasiContext CreateContext(IGuestState guest, IBlockingRegion blocking, ProgramStart? program, CancellationToken aborted) => new(OptionsFor(program))
    {
        Stdin = program?.Stdin,
        Stdout = program?.Stdout ?? Environment.Stdout,
        Stderr = program?.Stderr ?? Environment.Stderr,
        OutboundHttp = new GuestOutboundHttp(Environment.OutboundHttp, guest),
        Sockets = Environment.Sockets,
        Blocking = blocking,
        Aborted = aborted,
        LimitReached = _limitReached,
    };

    private WasiContextOptions OptionsFor(ProgramStart? program) => program is null
        ? Environment.Wasi
        : Environment.Wasi with
        {
            // A name occurs once, as the program would look only at the first.
            Environment = [.. program.Environment, .. Environment.Wasi.Environment.Where(own => program.Environment.All(v => v.Key != own.Key))],
            Arguments = program.Arguments,
            Limits = program.Stdout is null ? Environment.Wasi.Limits : Environment.Wasi.Limits with { OutputBytes = long.MaxValue },
        };

    /// <summary>Writes the log line of a response that its guest did not bring to a good end, although it returned.</summary>
    public void Report(HttpFailure failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        GuestLog.NoAnswer(_logger, AppName, Id, failure.Message);
    }

    /// <summary>Writes the log line of a call that did not come to a good end.</summary>
    internal void Report(in GuestOutcome outcome) => GuestLog.Ended(_logger, this, outcome);

    // Calls are refused when there are too many of them; a line for each would make matters worse.
    private void ReportRefusal()
    {
        RuntimeTelemetry.CountRefusal(this);
        int count = Interlocked.Increment(ref _refusals);
        long last = Volatile.Read(ref _refusalsReported);
        long now = System.Environment.TickCount64;
        if ((last == 0 || now - last >= 1000) && Interlocked.CompareExchange(ref _refusalsReported, now, last) == last)
        {
            Interlocked.Add(ref _refusals, -count);
            GuestLog.QueueFull(_logger, AppName, Id, count, Limits.QueueLength, Limits.MaxConcurrency);
        }
    }
}
