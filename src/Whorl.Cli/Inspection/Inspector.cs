using System.Collections.Immutable;
using Whorl.Apps.Model;
using Whorl.Cli.Interaction;
using Whorl.Cli.Serving;
using Whorl.Components.Binary;
using Whorl.Components.Hosting;
using Whorl.Components.Inspection;
using Whorl.Runtime.Loading;
using Whorl.Wasmtime;

namespace Whorl.Cli.Inspection;

/// <summary>Runs <c>whorl inspect</c>: reads a binary, two versions of one, or those of an app, and says what they are and ask for.</summary>
internal sealed class Inspector(ITerminal terminal, InspectOptions options) : IDisposable
{
    private const string HttpHandler = "wasi:http/handler";

    private readonly Lazy<ReferenceValidator> _components = new(() => new ReferenceValidator());
    private readonly Lazy<Engine> _modules = new(() => new Engine(new EngineOptions { Pooling = false }));

    public async Task<int> RunAsync(CancellationToken cancel)
    {
        if (options.Newer is { } newer)
        {
            return Compare(options.Source!, newer);
        }

        var reports = options.Source is { } source && WasmFile.IsOne(source)
            ? [await ReadFileAsync(source)]
            : await ReadAppAsync(cancel);
        if (options.Json)
        {
            JsonReport.Write(terminal.Output, reports);
        }
        else
        {
            PlainReport.Write(terminal.Output, reports);
        }

        return reports.All(r => r.Verdict?.Problem is null) ? ExitCodes.Success : ExitCodes.Failure;
    }

    public void Dispose()
    {
        if (_components.IsValueCreated)
        {
            _components.Value.Dispose();
        }

        if (_modules.IsValueCreated)
        {
            _modules.Value.Dispose();
        }
    }

    private int Compare(string older, string newer)
    {
        var (old, @new) = (InspectComponent(older), InspectComponent(newer));
        var report = new ComparisonReport(older, newer, old, @new);
        if (options.Json)
        {
            JsonComparison.Write(terminal.Output, report);
        }
        else
        {
            PlainComparison.Write(terminal.Output, report);
        }

        return ExitCodes.Success;
    }

    private static ComponentInspection InspectComponent(string path)
    {
        var bytes = WasmFile.Read(path);
        return CoreModuleInspection.IsCoreModule(bytes.Span)
            ? throw new CommandException($"{path} is a core module, and only components can be compared.", "Name two versions of a component.")
            : Understand(path, () => ComponentInspection.Of(bytes));
    }

    private async Task<BinaryReport> ReadFileAsync(string path)
    {
        // As `whorl up` sees it: an app of one component.
        var app = AppFinder.Find(terminal, path, profile: null);
        var bytes = await Task.Run(() => WasmFile.Read(path));
        return Report(path, bytes, HostCatalog.Create(app), app.Components[0], triggers: []);
    }

    private async Task<ImmutableArray<BinaryReport>> ReadAppAsync(CancellationToken cancel)
    {
        AppModel app = AppFinder.Find(terminal, options.Source, options.Profile);
        var binaries = await AppBinaries.ReadAsync(app, cancel);
        var catalog = HostCatalog.Create(app);
        return
        [
            .. app.Components.Zip(binaries).Select(pair => Report(
                pair.First.Id, pair.Second, catalog, pair.First, [.. app.Triggers.Where(t => t.ReferencedComponents.Contains(pair.First.Id))])),
        ];
    }

    private static string RouteOf(HttpTriggerModel trigger) => trigger.Pattern?.ToString() ?? "private, for service chaining";

    private static string DescriptionOf(TriggerModel trigger) => trigger switch
    {
        RedisTriggerModel redis => $"redis: channel {redis.Channel}",
        MqttTriggerModel mqtt => $"mqtt: topic {mqtt.Topic}",
        CronTriggerModel cron => $"cron: {cron.Schedule}",
        _ => trigger.Type,
    };

    private BinaryReport Report(string title, ReadOnlyMemory<byte> bytes, HostCatalog catalog, ComponentModel model, ImmutableArray<TriggerModel> triggers)
    {
        ImmutableArray<string> routes = [.. triggers.OfType<HttpTriggerModel>().Select(RouteOf)];
        ImmutableArray<string> others = [.. triggers.Where(t => t is not HttpTriggerModel).Select(DescriptionOf)];
        if (CoreModuleInspection.IsCoreModule(bytes.Span))
        {
            var module = Understand(title, () => CoreModuleInspection.Of(bytes));
            return new ModuleReport { Title = title, Inspection = module, Routes = routes, Triggers = others, Verdict = options.Validate ? ValidateModule(bytes.Span) : null };
        }

        var inspection = Understand(title, () => ComponentInspection.Of(bytes), options.Validate ? () => ValidateComponent(bytes.Span) : null);
        return new ComponentReport
        {
            Title = title,
            Inspection = inspection,
            Imports = [.. inspection.AnswersOf(catalog.Linker).Select(answer => Serve(answer, inspection, catalog, model))],
            Needs = NeedsOf(inspection),
            Routes = routes,
            Triggers = others,
            Verdict = options.Validate ? ValidateComponent(bytes.Span) : null,
        };
    }

    /// <summary>The keys of the manifest that a component may need, each with the imports that say so.</summary>
    public static ImmutableArray<(string Key, ImmutableArray<string> Imports)> NeedsOf(ComponentInspection inspection) =>
    [
        .. inspection.Imports
            .Select(i => (Key: ManifestKeys.Of(i.Implements ?? i.Name), i.Name))
            .Where(i => i.Key is not null)
            .GroupBy(i => i.Key!, i => i.Name)
            .Select(group => (group.Key, group.ToImmutableArray()))
            .OrderBy(need => need.Key, StringComparer.Ordinal),
    ];

    private static ServedImport Serve(ImportAnswer answer, ComponentInspection inspection, HostCatalog catalog, ComponentModel model)
    {
        var name = answer.Import.Name;
        if (model.Dependencies.FirstOrDefault(d => ComponentLink.Fits(d.Name!.ToString(), name)) is { } dependency)
        {
            return new ServedImport(name, $"dependency `{dependency.Name}`", dependency.Export, []);
        }

        if (ComponentLink.Fits(HttpHandler, name) && inspection.Exports.Any(e => ComponentLink.Fits(HttpHandler, e.Name)))
        {
            return new ServedImport(name, "what comes next in a trigger's middleware", null, []);
        }

        if (answer.Offer is { } offer)
        {
            return new ServedImport(name, catalog.ProviderOf(offer), offer == name ? null : offer, answer.Problems);
        }

        bool isTypesOnly = answer.Import is { Sort: "instance", Functions.IsEmpty: true, Resources.IsEmpty: true };
        return new ServedImport(name, isTypesOnly ? "types alone: nothing to serve" : null, null, answer.Problems);
    }

    private ReferenceVerdict ValidateComponent(ReadOnlySpan<byte> bytes) => new(Engine.NativeVersion, _components.Value.FindProblem(bytes));

    private ReferenceVerdict ValidateModule(ReadOnlySpan<byte> bytes)
    {
        try
        {
            Module.Validate(_modules.Value, bytes);
            return new ReferenceVerdict(Engine.NativeVersion, null);
        }
        catch (WasmException e)
        {
            return new ReferenceVerdict(Engine.NativeVersion, e.Message);
        }
    }

    private static T Understand<T>(string title, Func<T> inspect, Func<ReferenceVerdict>? validate = null)
    {
        try
        {
            return inspect();
        }
        catch (InvalidComponentException e)
        {
            var verdict = validate is null ? "" : $" The reference: {validate()}.";
            throw new CommandException(
                $"{title} cannot be inspected: {e.Message}.{verdict}", "Build it again; if it was copied or downloaded, it may have been cut short.", e);
        }
    }
}
