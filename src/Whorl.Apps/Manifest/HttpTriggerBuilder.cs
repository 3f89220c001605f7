using System.Globalization;
using Whorl.Apps.Diagnostics;
using Whorl.Apps.Model;
using Whorl.Apps.Routing;
using Whorl.Apps.Toml;

namespace Whorl.Apps.Manifest;

/// <summary>Makes the models of HTTP triggers.</summary>
internal sealed class HttpTriggerBuilder
{
    /// <summary>The trigger type.</summary>
    public const string Type = "http";

    private const string ReservedPrefix = "/.well-known/spin";
    private const string RouteForms = "Write route = \"/path\", \"/path/...\" for everything below it, or { private = true }.";

    private readonly DiagnosticBag _diagnostics;

    public HttpTriggerBuilder(AppConfig app, DiagnosticBag diagnostics)
    {
        _diagnostics = diagnostics;
        BasePath = "/";
        if (!app.TriggerSettings.TryGetValue(Type, out var settings))
        {
            return;
        }

        var reader = new TableReader(settings, $"`trigger.{Type}` of the app", diagnostics);
        if (reader.Text("base") is { } basePath)
        {
            BasePath = basePath.Value.StartsWith('/') ? basePath.Value : "/" + basePath.Value;
            if (BasePath != "/")
            {
                diagnostics.Warning(
                    DiagnosticCode.DeprecatedKey,
                    basePath.Location,
                    "`base` is deprecated",
                    "Write it at the start of each route.");
            }
        }

        reader.Finish();
    }

    /// <summary>What every route starts with.</summary>
    public string BasePath { get; }

    public HttpTriggerModel Build(TriggerModel model, TriggerConfig config)
    {
        var name = $"trigger `{model.Id}`";
        var reader = new TableReader(config.Settings, name, _diagnostics);
        var (route, pattern) = ReadRoute(reader);
        var response = reader.Table("static_response") is { } table
            ? StaticResponseReader.Read(new TableReader(table, $"`static_response` of {name}", _diagnostics))
            : null;
        CheckTarget(reader, config);
        var executor = reader.Table("executor", "Write executor = { type = \"http\" }.") is { } executorTable
            ? ReadExecutor(new TableReader(executorTable, $"`executor` of {name}", _diagnostics))
            : HttpExecutor.Http.Instance;
        reader.Finish();
        CheckDependencies(name, config, response is not null ? "`static_response`" : executor is HttpExecutor.Wagi ? "executor `wagi`" : null);
        return new HttpTriggerModel
        {
            Id = model.Id,
            Type = model.Type,
            Location = model.Location,
            Component = model.Component,
            Components = model.Components,
            Dependencies = model.Dependencies,
            Settings = model.Settings,
            Route = route,
            Pattern = pattern,
            StaticResponse = response,
            Executor = executor,
        };
    }

    /// <summary>Warns about routes that no request can reach, because another trigger has the same.</summary>
    public void CheckDuplicateRoutes(IEnumerable<HttpTriggerModel> triggers)
    {
        var seen = new List<HttpTriggerModel>();
        foreach (var trigger in triggers.Where(t => t.Pattern is not null))
        {
            // Written the same the last one counts, as in Spin; written differently the first.
            if (seen.Find(t => t.Route == trigger.Route) is { } same)
            {
                Duplicate(same, trigger);
            }
            else if (seen.Find(t => t.Pattern!.IsEquivalentTo(trigger.Pattern!)) is { } equivalent)
            {
                Duplicate(trigger, equivalent);
            }

            seen.Add(trigger);
        }

        void Duplicate(HttpTriggerModel hidden, HttpTriggerModel effective) =>
            _diagnostics.Warning(
                DiagnosticCode.DuplicateRoute,
                hidden.Location,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"route `{hidden.Route}` of trigger `{hidden.Id}` is never used: "
                    + $"trigger `{effective.Id}` in line {effective.Location.Line} has the same one"),
                "Change or remove one of the two.");
    }

    private (string? Route, RoutePattern? Pattern) ReadRoute(TableReader reader)
    {
        if (!reader.TryGet("route", out var entry))
        {
            reader.Missing("route", RouteForms);
            return default;
        }

        switch (entry.Value)
        {
            case TomlText text:
                return ReadPattern(text, reader.Name);
            case TomlTable table:
                var privateReader = new TableReader(table, $"`route` of {reader.Name}", _diagnostics);
                if (privateReader.Boolean("private") is not { Value: true })
                {
                    _diagnostics.Error(
                        DiagnosticCode.BadRoute,
                        table.Location,
                        $"`route` of {reader.Name} is neither a path nor private",
                        RouteForms);
                }

                privateReader.Finish();
                return default;
            default:
                reader.WrongType(entry, "a string or a table", RouteForms);
                return default;
        }
    }

    private (string Route, RoutePattern? Pattern) ReadPattern(TomlText text, string name)
    {
        if (!RoutePattern.TryParse(BasePath, text.Value, out var pattern, out var error))
        {
            _diagnostics.Error(DiagnosticCode.BadRoute, text.Location, $"route `{text.Value}` of {name} is not valid: {error}", RouteForms);
            return (text.Value, null);
        }

        if (pattern.Captures.GroupBy(c => c, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            _diagnostics.Error(
                DiagnosticCode.BadRoute,
                text.Location,
                $"route `{text.Value}` of {name} captures `{twice.Key}` twice",
                "Give each capture a name of its own.");
        }

        if (pattern.Path == ReservedPrefix || pattern.Path.StartsWith(ReservedPrefix + "/", StringComparison.Ordinal))
        {
            _diagnostics.Warning(
                DiagnosticCode.ReservedRoute,
                text.Location,
                $"route `{text.Value}` of {name} lies under `{ReservedPrefix}/`, which the server answers itself",
                "Choose another path.");
        }

        return (text.Value, pattern);
    }

    private void CheckTarget(TableReader reader, TriggerConfig config)
    {
        var isStatic = reader.TryGet("static_response", out _);
        if (config.HasComponent == isStatic)
        {
            var problem = isStatic ? "has both a `component` and a" : "has neither a `component` nor a";
            _diagnostics.Error(
                DiagnosticCode.BadTriggerTarget,
                config.Location,
                $"{reader.Name} {problem} `static_response`",
                isStatic ? "Keep one of the two." : "Add component = \"<id>\".");
        }
    }

    private void CheckDependencies(string name, TriggerConfig config, string? withoutHandler)
    {
        foreach (var (role, dependencies) in config.Dependencies)
        {
            if (role != TriggerModel.MiddlewareRole)
            {
                _diagnostics.Error(
                    DiagnosticCode.BadDependency,
                    config.Location,
                    $"`dependencies.{role}` of {name} has no meaning for HTTP",
                    $"The only role is `{TriggerModel.MiddlewareRole}`.");
                continue;
            }

            if (dependencies.Count > 0 && withoutHandler is not null)
            {
                _diagnostics.Error(
                    DiagnosticCode.ConflictingKeys,
                    dependencies[0].Location,
                    $"{name} has both middleware and the {withoutHandler}: there is no handler for the middleware to stand before",
                    "Remove one of the two.");
            }

            foreach (var circle in dependencies.Where(d => d.Source is DependencySource.Component { Id: var id } && id == config.Component?.Id))
            {
                _diagnostics.Error(
                    DiagnosticCode.BadDependency,
                    circle.Location,
                    $"component `{config.Component!.Id}` of {name} is its own middleware",
                    "Name another component, or remove it from `dependencies.middleware`.");
            }
        }
    }

    private static HttpExecutor ReadExecutor(TableReader reader)
    {
        var type = reader.RequiredText("type", "Add type = \"http\" or type = \"wagi\".");
        HttpExecutor executor = HttpExecutor.Http.Instance;
        if (type is { Value: "wagi" })
        {
            executor = new HttpExecutor.Wagi(reader.Text("argv")?.Value ?? HttpExecutor.Wagi.DefaultArguments);
            reader.Text("entrypoint");
        }
        else if (type is { Value: not ("http" or "spin") } unknown)
        {
            reader.Diagnostics.Error(
                DiagnosticCode.BadValue,
                unknown.Location,
                $"{reader.Name} has the type `{unknown.Value}`",
                "It must be `http` or `wagi`.");
            return executor;
        }

        reader.Finish();
        return executor;
    }
}
