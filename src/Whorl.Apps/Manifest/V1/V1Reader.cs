using Whorl.Apps.Diagnostics;
using Whorl.Apps.Network;
using Whorl.Apps.Toml;

namespace Whorl.Apps.Manifest.V1;

/// <summary>Reads a manifest of version 1 as what it would be in version 2.</summary>
internal static class V1Reader
{
    private static readonly string[] s_databases = ["redis://*:*", "mysql://*:*", "postgres://*:*"];

    public static AppConfig Read(TomlTable root, DiagnosticBag diagnostics)
    {
        var reader = new TableReader(root, "the manifest", diagnostics);
        reader.TryGet(ManifestVersions.Key, out _);
        reader.TryGet(ManifestVersions.OldKey, out _);
        var app = new AppConfig
        {
            Name = reader.RequiredText("name", "Add name = \"my-app\"."),
            Version = reader.Text("version")?.Value ?? "",
            Description = reader.Text("description")?.Value ?? "",
            Authors = reader.Texts("authors").ConvertAll(t => t.Value),
        };
        var triggerType = ReadTriggerType(reader, app);
        V2Reader.ReadVariables(reader, app);
        foreach (var item in reader.Array("component", "Write [[component]], with two brackets: this is version 1."))
        {
            if (item is TomlTable table)
            {
                ReadComponent(table, triggerType, app, diagnostics);
            }
            else
            {
                diagnostics.Error(
                    DiagnosticCode.WrongType,
                    item.Location,
                    $"every component must be a table, but this one is {item.Kind}",
                    "Write [[component]].");
            }
        }

        reader.Finish();
        return app;
    }

    private static string? ReadTriggerType(TableReader root, AppConfig app)
    {
        if (root.Table("trigger") is not { } table)
        {
            if (!root.TryGet("trigger", out _))
            {
                root.Missing("trigger", "Add trigger = { type = \"http\" }.");
            }

            return null;
        }

        var type = new TableReader(table, "[trigger]", root.Diagnostics).RequiredText("type", "Add type = \"http\".");
        if (type is null)
        {
            return null;
        }

        app.TriggerSettings.Add(type.Value.Value, Without(table, "type"));
        return type.Value.Value;
    }

    private static void ReadComponent(TomlTable table, string? triggerType, AppConfig app, DiagnosticBag diagnostics)
    {
        var name = table.TryGet("id", out var entry) && entry.Value is TomlText text ? $"component `{text.Value}`" : "[[component]]";
        var reader = new TableReader(table, name, diagnostics);
        var id = ReadId(reader);
        var component = new ComponentConfig { Id = id ?? new Located<string>("", table.Location) };
        ComponentReader.ReadShared(reader, component);
        component.Variables = reader.TextTable("config");
        var httpHosts = reader.Texts("allowed_http_hosts");
        if (reader.TryGet("allowed_outbound_hosts", out _))
        {
            component.AllowedOutboundHosts = reader.Texts("allowed_outbound_hosts");
        }
        else
        {
            // Before that key existed, databases were open to all.
            component.AllowedOutboundHosts.AddRange(
                s_databases.Select(h => new Located<string>(h, table.Location)));
        }

        component.AllowedOutboundHosts.AddRange(AllowedHttpHosts.Convert(httpHosts, diagnostics));
        var settings = reader.Table("trigger");
        if (!reader.TryGet("trigger", out _))
        {
            reader.Missing("trigger", "Add trigger = { route = \"/...\" }.");
        }

        reader.Finish();
        if (id is null)
        {
            return;
        }

        app.Components.Add(component);
        app.ComponentIds.Add(id.Value.Value);
        if (triggerType is not null && settings is not null)
        {
            app.Triggers.Add(new TriggerConfig
            {
                Type = triggerType,
                Location = settings.Location,
                Id = new Located<string>($"trigger-{id.Value.Value}", id.Value.Location),
                Component = new ComponentReference(id.Value.Location) { Id = id.Value.Value },
                HasComponent = true,
                Settings = settings,
            });
        }
    }

    // Version 1 was free about ids; the two common departures from kebab-case are mended.
    private static Located<string>? ReadId(TableReader reader)
    {
        if (reader.RequiredText("id", "Add id = \"my-component\".") is not { } id)
        {
            return null;
        }

        if (!Identifiers.IsKebab(id.Value))
        {
            var mended = id with { Value = id.Value.Replace('_', '-').ToLowerInvariant() };
            return Identifiers.IsKebab(mended.Value) || Identifiers.CheckKebab(id, "component id", reader.Diagnostics) ? mended : null;
        }

        return id;
    }

    private static TomlTable Without(TomlTable table, string key)
    {
        var rest = new TomlTable(table.Location, TomlTableOrigin.Header);
        foreach (var entry in table.Entries.Where(e => e.Key != key))
        {
            rest.Add(entry);
        }

        return rest;
    }
}
