using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Whorl.Apps.Limits;
using Whorl.Apps.Model;
using Whorl.Apps.Toml;

namespace Whorl.Apps.Tests.Manifest;

/// <summary>Prints a model as JSON: all that an app says, without what is at its default.</summary>
internal static class ModelPrinter
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = System.Text.Json.Serialization.Metadata.JsonTypeInfoResolver.Combine(),
    };

    public static string Print(AppModel app)
    {
        var root = new JsonObject
        {
            ["name"] = app.Name,
            ["version"] = Text(app.Version),
            ["description"] = Text(app.Description),
            ["authors"] = List(app.Authors, a => a),
            ["targets"] = List(app.Targets, t => t.ToString()),
            ["profile"] = app.Profile,
            ["httpBase"] = app.HttpBase == "/" ? null : app.HttpBase,
            ["variables"] = List(app.Variables, PrintVariable),
            ["triggerSettings"] = Map(app.TriggerSettings.OrderBy(s => s.Key, StringComparer.Ordinal), s => PrintToml(s)),
            ["components"] = List(app.Components, PrintComponent),
            ["triggers"] = List(app.Triggers, PrintTrigger),
        };
        return Prune(root).ToJsonString(s_options) + "\n";
    }

    private static JsonObject PrintVariable(VariableModel variable) => new()
    {
        ["name"] = variable.Name,
        ["description"] = variable.Description,
        ["default"] = variable.Default,
        ["required"] = variable.IsRequired ? true : null,
        ["secret"] = variable.IsSecret ? true : null,
    };

    private static JsonObject PrintComponent(ComponentModel component) => new()
    {
        ["id"] = component.Id,
        ["at"] = component.Location.ToString(),
        ["description"] = Text(component.Description),
        ["source"] = component.Source switch
        {
            ComponentSource.Local local => new JsonObject { ["path"] = local.Path },
            ComponentSource.Download download => new JsonObject { ["url"] = download.Url.OriginalString, ["sha256"] = download.Digest },
            ComponentSource.Registered package =>
                new JsonObject { ["registry"] = package.Registry, ["package"] = package.Package, ["version"] = package.Version },
            var other => throw new InvalidOperationException($"{other}"),
        },
        ["environment"] = Map(component.Environment, v => v),
        ["variables"] = Map(component.Variables, t => t.Text),
        ["files"] = List(component.Files, PrintFiles),
        ["excludeFiles"] = List(component.ExcludeFiles, e => e),
        ["allowedOutboundHosts"] = List(component.AllowedOutboundHosts, h => h.Template.Text),
        ["keyValueStores"] = List(component.KeyValueStores, s => s),
        ["sqliteDatabases"] = List(component.SqliteDatabases, s => s),
        ["aiModels"] = List(component.AiModels, s => s),
        ["targets"] = component.Targets is { } targets ? List(targets, t => t.ToString()) : null,
        ["build"] = component.Build is { } build
            ? new JsonObject
            {
                ["commands"] = List(build.Commands, c => c),
                ["workdir"] = build.WorkingFolder,
                ["watch"] = List(build.Watch, w => w),
            }
            : null,
        ["dependencies"] = List(component.Dependencies, PrintDependency),
        ["limits"] = PrintLimits(component.Limits),
    };

    private static JsonArray? PrintLimits(ComponentLimits limits) => List(
        [.. limits.ToString().Trim('{', '}', ' ').Split(", ").Except(ComponentLimits.Default.ToString().Trim('{', '}', ' ').Split(", "))], l => l);

    private static JsonNode PrintFiles(FilesEntry entry) => entry switch
    {
        FilesEntry.Pattern pattern => JsonValue.Create(pattern.Text),
        FilesEntry.Placement placement => new JsonObject { ["source"] = placement.Source, ["destination"] = placement.Destination },
        _ => throw new InvalidOperationException($"{entry}"),
    };

    private static JsonObject PrintDependency(DependencyModel dependency) => new()
    {
        ["name"] = dependency.Name?.ToString(),
        ["source"] = dependency.Source.ToString(),
        ["export"] = dependency.Export,
        ["inherits"] = dependency.Inherits == InheritedCapabilities.None ? null : dependency.Inherits.ToString(),
    };

    private static JsonObject PrintTrigger(TriggerModel trigger)
    {
        var json = new JsonObject
        {
            ["id"] = trigger.Id,
            ["type"] = trigger.Type,
            ["at"] = trigger.Location.ToString(),
            ["component"] = trigger.Component,
            ["components"] = Map(trigger.Components, ids => List(ids, i => i)),
            ["dependencies"] = Map(trigger.Dependencies, d => List(d, PrintDependency)),
        };
        if (trigger is not HttpTriggerModel http)
        {
            json["settings"] = PrintSettings(trigger);
            return json;
        }

        json["route"] = http.Route ?? "(private)";
        json["shown"] = http.Pattern?.ToString();
        json["captures"] = http.Pattern is { } pattern ? List(pattern.Captures, c => c) : null;
        json["executor"] = http.Executor is HttpExecutor.Wagi wagi ? $"wagi {wagi.Arguments}" : null;
        json["static"] = http.StaticResponse is { } response
            ? new JsonObject { ["status"] = response.StatusCode, ["headers"] = List(response.Headers, h => $"{h.Key}: {h.Value}"), ["body"] = response.Body }
            : null;
        return json;
    }

    private static JsonObject? PrintSettings(TriggerModel trigger) => trigger switch
    {
        RedisTriggerModel redis => new() { ["address"] = redis.Address.Text, ["channel"] = redis.Channel.Text, ["concurrency"] = redis.Concurrency },
        MqttTriggerModel { Server: var server } mqtt => new()
        {
            ["address"] = server.Address.Text,
            ["user"] = server.User.Text,
            ["password"] = server.Password.Text,
            ["keepAlive"] = server.KeepAlive.ToString(),
            ["clientId"] = server.ClientId?.Text,
            ["topic"] = mqtt.Topic.Text,
            ["quality"] = mqtt.Quality,
            ["concurrency"] = mqtt.Concurrency,
            ["attempts"] = mqtt.Attempts,
        },
        CronTriggerModel cron => new() { ["schedule"] = cron.Schedule.ToString(), ["missed"] = cron.Missed.ToString(), ["overlap"] = cron.MayOverlap },
        CommandTriggerModel => null,
        _ => trigger.Settings.Entries.Count == 0 ? null : (JsonObject)PrintToml(trigger.Settings),
    };

    private static JsonNode PrintToml(TomlNode node) => node switch
    {
        TomlText text => JsonValue.Create(text.Value),
        TomlInteger integer => JsonValue.Create(integer.Value),
        TomlFloat number => JsonValue.Create(number.Value),
        TomlBoolean boolean => JsonValue.Create(boolean.Value),
        TomlDate date => JsonValue.Create(date.Value),
        TomlArray array => new JsonArray([.. array.Items.Select(PrintToml)]),
        TomlTable table => new JsonObject(table.Entries.Select(e => KeyValuePair.Create(e.Key, (JsonNode?)PrintToml(e.Value)))),
        _ => throw new InvalidOperationException($"{node}"),
    };

    private static JsonValue? Text(string text) => text.Length == 0 ? null : JsonValue.Create(text);

    private static JsonArray? List<T>(IReadOnlyCollection<T> items, Func<T, JsonNode?> print) =>
        items.Count == 0 ? null : new JsonArray([.. items.Select(print)]);

    private static JsonObject? Map<T>(IEnumerable<KeyValuePair<string, T>> items, Func<T, JsonNode?> print)
    {
        var map = new JsonObject(items.Select(i => KeyValuePair.Create(i.Key, print(i.Value))));
        return map.Count == 0 ? null : map;
    }

    private static JsonNode Prune(JsonNode node)
    {
        if (node is JsonObject map)
        {
            foreach (var (key, value) in map.ToList())
            {
                if (value is null)
                {
                    map.Remove(key);
                }
                else
                {
                    Prune(value);
                }
            }
        }
        else if (node is JsonArray array)
        {
            foreach (var item in array)
            {
                Prune(item!);
            }
        }

        return node;
    }
}
