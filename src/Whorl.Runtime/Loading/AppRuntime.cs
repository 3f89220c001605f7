using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Whorl.Apps.Configuration;
using Whorl.Apps.Diagnostics;
using Whorl.Apps.Files;
using Whorl.Apps.Limits;
using Whorl.Apps.Loading;
using Whorl.Apps.Model;
using Whorl.Apps.Variables;
using Whorl.Runtime.Caching;
using Whorl.Runtime.Capabilities;
using Whorl.Runtime.Engines;
using Whorl.Runtime.Http;
using Whorl.Wasmtime;

namespace Whorl.Runtime.Loading;

/// <summary>Loads apps: everything between a checked manifest and components that can be called.</summary>
public sealed class AppRuntime
{
    private readonly AppRuntimeOptions _options;
    private readonly ILogger _logger;

    /// <summary>Makes a runtime.</summary>
    /// <param name="options">How apps are run.</param>
    /// <param name="loggers">Takes what the runtime and the guests' ends have to say.</param>
    public AppRuntime(AppRuntimeOptions options, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(loggers);
        _options = options;
        _logger = loggers.CreateLogger("Whorl.Runtime");
    }

    /// <summary>Loads an app. Nothing is left behind when it cannot be loaded.</summary>
    /// <param name="app">The app.</param>
    /// <param name="cancellationToken">Ends downloads.</param>
    /// <exception cref="AppException">The app cannot be run; tells of everything that is wrong.</exception>
    public async Task<LoadedApp> LoadAsync(AppModel app, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(app);
        app = MiddlewareChains.Apply(app);
        ImmutableArray<ComponentModel> components = ServedComponents.Of(app);
        var variables = new VariableResolver(app, _options.VariableProviders);
        FileTreeSet files = FileTreeSet.Load(app, components);
        var capabilities = AppCapabilities.Create(app, components, _options, variables, _logger, out ImmutableArray<Diagnostic> configured);
        try
        {
            return await LoadAsync(app, components, variables, files, capabilities, configured, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            capabilities.Dispose();
            throw;
        }
    }

    private async Task<LoadedApp> LoadAsync(
        AppModel app,
        ImmutableArray<ComponentModel> components,
        VariableResolver variables,
        FileTreeSet files,
        AppCapabilities capabilities,
        ImmutableArray<Diagnostic> configured,
        CancellationToken cancellationToken)
    {
        ImmutableArray<Diagnostic> found =
        [
            .. configured,
            .. RuntimeConfigCheck.Run(_options.Config, app),
            .. ServedComponents.FindUnsupported(app),
            .. AppDiskCheck.Run(app, components),
            .. files.Diagnostics,
            .. variables.Check(),
        ];
        ThrowIfAnyError(found);
        capabilities.Seed(_options);
        ImmutableArray<ComponentWasm> wasm = await WasmFiles.ReadAsync(
            app, components, _options.Registries, _options.CacheFolder, cancellationToken).ConfigureAwait(false);
        return Load(app, components, wasm, variables, files, capabilities, found);
    }

    private LoadedApp Load(
        AppModel app,
        ImmutableArray<ComponentModel> components,
        ImmutableArray<ComponentWasm> wasm,
        VariableResolver variables,
        FileTreeSet files,
        AppCapabilities capabilities,
        ImmutableArray<Diagnostic> warnings)
    {
        ImmutableArray<ComponentLimits> limits = [.. components.Select(LimitsOf)];
        ImmutableArray<ModuleDemand> demands = [.. wasm.Select(w => w.All.Select(bytes => ModuleDemand.Of(bytes)).Aggregate((sum, part) => sum + part))];
        ThrowIfAnyError([.. FindTooLarge(app, components, demands, limits)]);
        var room = new EngineRoom(EngineProfile.Choose([.. demands.Zip(limits)], _options.Pooling), _options.Scheduler);
        ComponentEnvironments? environments = null;
        try
        {
            ReportPool(room.Engine);
            var address = new AppAddress();
            environments = new ComponentEnvironments(app, _options, variables, capabilities, address, _logger);
            CompileCache? cache = _options.UseCache ? CompileCache.Open(_options.CacheFolder, _options.Time, _logger) : null;
            var loader = new ComponentLoader(app, room, capabilities, cache, _options.Reuse, _logger);
            ImmutableArray<LoadedComponent> loaded = LoadAll(components, i =>
                loader.Load(components[i], limits[i], wasm[i], environments.Create(components[i], limits[i], files[components[i].Id])));
            address.Routes = CreateRoutes(app, loaded);
            return new LoadedApp(app, loaded, room, environments, address)
            {
                Warnings = warnings,
                Notes = capabilities.Notes,
                Variables = variables,
                Time = _options.Time,
                StateFolder = _options.StateFolder,
            };
        }
        catch
        {
            environments?.Dispose();
            room.Dispose();
            throw;
        }
    }

    private static IEnumerable<Diagnostic> FindTooLarge(
        AppModel app, ImmutableArray<ComponentModel> components, ImmutableArray<ModuleDemand> demands, ImmutableArray<ComponentLimits> limits)
    {
        for (int i = 0; i < components.Length; i++)
        {
            if (demands[i].LargestMemoryBytes > limits[i].MemoryBytes)
            {
                yield return ServedComponents.Error(
                    app,
                    DiagnosticCode.BadLimit,
                    components[i].Location,
                    $"component `{components[i].Id}` does not fit its limit `memory` of {limits[i].MemoryBytes}: it begins with {demands[i].LargestMemoryBytes} bytes",
                    ServedComponents.RaiseMemory(components[i]));
            }
        }
    }

    private ComponentLimits LimitsOf(ComponentModel component) =>
        _options.MaxInstanceMemoryBytes is { } bytes ? component.Limits with { MemoryBytes = bytes } : component.Limits;

    /// <summary>Makes something of each component, several at a time, and throws what is wrong with all of them together.</summary>
    private static ImmutableArray<T> LoadAll<T>(ImmutableArray<ComponentModel> components, Func<int, T> load)
    {
        var loaded = new T[components.Length];
        var errors = new AppException?[components.Length];
        if (loaded.Length == 1)
        {
            return [load(0)];
        }

        Parallel.For(0, loaded.Length, i =>
        {
            try
            {
                loaded[i] = load(i);
            }
            catch (AppException e)
            {
                errors[i] = e;
            }
        });
        ThrowIfAnyError([.. errors.OfType<AppException>().SelectMany(e => e.Diagnostics)]);
        return [.. loaded];
    }

    private static HttpRoutes CreateRoutes(AppModel app, ImmutableArray<LoadedComponent> components)
    {
        var targets = new List<HttpTarget>();
        foreach (HttpTriggerModel trigger in app.HttpTriggers)
        {
            if (trigger.Pattern is { } route)
            {
                targets.Add(trigger.StaticResponse is { } response
                    ? HttpTarget.To(response, trigger.Id, route)
                    : HttpTarget.To(ComponentOf(trigger), route, ExecutorOf(app, trigger, ComponentOf(trigger))));
            }
        }

        var served = app.HttpTriggers.Select(t => t.Component).ToHashSet(StringComparer.Ordinal);
        return new HttpRoutes(targets, components.Where(c => served.Contains(c.Id)));

        LoadedComponent ComponentOf(HttpTriggerModel trigger) => components.First(c => c.Id == trigger.Component);
    }

    /// <summary>How a trigger's component is run. For a program that is served without a manifest, nobody could say, so it is found out.</summary>
    private static HttpExecutor ExecutorOf(AppModel app, HttpTriggerModel trigger, LoadedComponent component)
    {
        const string remedy = "Write executor = { type = \"wagi\" } for a program, and leave `executor` out for a component with an HTTP handler.";
        return (trigger.Executor, component.HandlesHttp, component.IsProgram) switch
        {
            (HttpExecutor.Http, true, _) or (HttpExecutor.Wagi, _, true) => trigger.Executor,
            (HttpExecutor.Http, false, true) when app.ManifestPath is null => new HttpExecutor.Wagi(HttpExecutor.Wagi.DefaultArguments),
            (HttpExecutor.Wagi, _, _) => throw new AppException([ServedComponents.Error(
                app,
                DiagnosticCode.NoHandler,
                trigger.Location,
                $"trigger `{trigger.Id}` has the executor `wagi`, and component `{component.Id}` is no program: it does not export `wasi:cli/run`",
                remedy)]),
            _ => throw new AppException([ServedComponents.Error(
                app,
                DiagnosticCode.NoHandler,
                trigger.Location,
                $"component `{component.Id}` is a program, and trigger `{trigger.Id}` expects a handler of HTTP requests",
                remedy)]),
        };
    }

    private void ReportPool(Engine engine)
    {
        if (engine.PoolingFallbackReason is { } reason)
        {
            RuntimeLog.NoPool(_logger, reason);
        }
    }

    private static void ThrowIfAnyError(ImmutableArray<Diagnostic> found)
    {
        if (found.Any(d => d.Severity == DiagnosticSeverity.Error))
        {
            throw new AppException(found);
        }
    }
}
