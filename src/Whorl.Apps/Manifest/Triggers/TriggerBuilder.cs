using Whorl.Apps.Diagnostics;
using Whorl.Apps.Model;
using Whorl.Apps.Toml;

namespace Whorl.Apps.Manifest.Triggers;

/// <summary>Makes the models of triggers whose type is known. Of other types nothing but what all triggers have can be checked.</summary>
internal sealed class TriggerBuilder
{
    private readonly DiagnosticBag _diagnostics;
    private readonly TemplateReader _templates;
    private readonly HttpTriggerBuilder _http;
    private readonly RedisTriggerBuilder _redis;
    private readonly MqttTriggerBuilder _mqtt;

    public TriggerBuilder(AppConfig app, DiagnosticBag diagnostics)
    {
        _diagnostics = diagnostics;
        _templates = new TemplateReader(app, diagnostics);
        _http = new HttpTriggerBuilder(app, diagnostics);
        _redis = new RedisTriggerBuilder(SettingsOf(app, RedisTriggerBuilder.Type));
        _mqtt = new MqttTriggerBuilder(SettingsOf(app, MqttTriggerBuilder.Type));
        SettingsOf(app, CronTriggerBuilder.Type)?.Finish();
        SettingsOf(app, CommandTriggerBuilder.Type)?.Finish();
    }

    /// <summary>What every route starts with.</summary>
    public string HttpBase => _http.BasePath;

    public TriggerModel Build(TriggerModel model, TriggerConfig config)
    {
        if (model.Type == HttpTriggerBuilder.Type)
        {
            return _http.Build(model, config);
        }

        var reader = new TableReader(config.Settings, $"trigger `{model.Id}`", _diagnostics);
        var settings = new TriggerSettings(reader, _templates);
        TriggerModel? built = model.Type switch
        {
            RedisTriggerBuilder.Type => _redis.Build(model, settings),
            MqttTriggerBuilder.Type => _mqtt.Build(model, settings),
            CronTriggerBuilder.Type => CronTriggerBuilder.Build(model, settings),
            CommandTriggerBuilder.Type => CommandTriggerBuilder.Build(model),
            _ => null,
        };
        if (IsKnown(model.Type))
        {
            CheckParts(reader, config);
            settings.Finish();
        }

        // Without a model of its own there is an error, and nobody gets to see the trigger.
        return built ?? model;
    }

    /// <summary>Warns about triggers that another one hides.</summary>
    public void CheckDuplicates(IReadOnlyCollection<TriggerModel> triggers)
    {
        _http.CheckDuplicateRoutes(triggers.OfType<HttpTriggerModel>());
        foreach (CommandTriggerModel unused in triggers.OfType<CommandTriggerModel>().Skip(1))
        {
            _diagnostics.Warning(
                DiagnosticCode.UnusedTrigger,
                unused.Location,
                $"trigger `{unused.Id}` is not run, because an app runs one command and `{triggers.OfType<CommandTriggerModel>().First().Id}` comes first",
                $"Run it with --component-id {unused.Component}.");
        }
    }

    private static bool IsKnown(string type) =>
        type is RedisTriggerBuilder.Type or MqttTriggerBuilder.Type or CronTriggerBuilder.Type or CommandTriggerBuilder.Type;

    private TriggerSettings? SettingsOf(AppConfig app, string type) => app.TriggerSettings.TryGetValue(type, out var table)
        ? new TriggerSettings(new TableReader(table, $"`trigger.{type}` of the app", _diagnostics), _templates)
        : null;

    private void CheckParts(TableReader reader, TriggerConfig config)
    {
        if (!config.HasComponent)
        {
            _diagnostics.Error(DiagnosticCode.MissingKey, config.Location, $"{reader.Name} has no `component`", "Add component = \"<id>\".");
        }

        foreach (var (role, _) in config.Components)
        {
            _diagnostics.Error(
                DiagnosticCode.UnknownKey, config.Location, $"`components.{role}` of {reader.Name} has no meaning for {config.Type} triggers", "Remove it.");
        }

        foreach (var (role, _) in config.Dependencies)
        {
            _diagnostics.Error(
                DiagnosticCode.BadDependency, config.Location, $"`dependencies.{role}` of {reader.Name} has no meaning for {config.Type} triggers", "Remove it.");
        }
    }
}
