using System.Collections.Immutable;
using Whorl.Apps.Diagnostics;
using Whorl.Apps.Model;
using Whorl.Apps.Variables;
using Whorl.Runtime.Engines;
using Whorl.Runtime.Http;
using Whorl.Runtime.Scheduling;
using Whorl.Runtime.Telemetry;

namespace Whorl.Runtime.Loading;

/// <summary>An app whose components are compiled and linked, ready to be called.</summary>
public sealed class LoadedApp : IDisposable
{
    private readonly EngineRoom _room;
    private readonly ComponentEnvironments _environments;
    private readonly AppAddress _address;
    private readonly SchedulerGauges _gauges;

    internal LoadedApp(
        AppModel model, ImmutableArray<LoadedComponent> components, EngineRoom room, ComponentEnvironments environments, AppAddress address)
    {
        Model = model;
        Components = components;
        _room = room;
        _environments = environments;
        _address = address;
        _gauges = new SchedulerGauges(model.Name, room.Scheduler);
    }

    /// <summary>The app.</summary>
    public AppModel Model { get; }

    /// <summary>What the user should know about the app, although it runs.</summary>
    public ImmutableArray<Diagnostic> Warnings { get; init; } = [];

    /// <summary>Where the app's state is kept, for people; a line for each place.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>The components that are served.</summary>
    public ImmutableArray<LoadedComponent> Components { get; }

    /// <summary>The values of the app's variables.</summary>
    public required VariableResolver Variables { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The folder, absolute, that keeps the app's state; null when nothing outlives the process.</summary>
    public string? StateFolder { get; init; }

    /// <summary>The routes to them.</summary>
    public HttpRoutes Routes => _address.Routes;

    /// <summary>Host and port that the app listens at: what it is called in requests to itself.</summary>
    public string SelfAuthority
    {
        get => _address.Authority;
        set => _address.Authority = value;
    }

    /// <summary>What the threads of the app's guests are doing.</summary>
    public SchedulerStatistics Statistics => _room.Scheduler.Statistics;

    /// <summary>The component that a trigger calls.</summary>
    public LoadedComponent ComponentOf(TriggerModel trigger)
    {
        ArgumentNullException.ThrowIfNull(trigger);
        return Components.First(c => c.Id == trigger.Component);
    }

    /// <summary>Releases everything. No call may be under way.</summary>
    public void Dispose()
    {
        _gauges.Dispose();
        _room.Scheduler.Dispose();
        foreach (LoadedComponent component in Components)
        {
            component.Dispose();
        }

        _environments.Dispose();
        _room.Dispose();
    }
}
