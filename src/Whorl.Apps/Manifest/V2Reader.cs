using Whorl.Apps.Diagnostics;
using Whorl.Apps.Toml;

namespace Whorl.Apps.Manifest;

/// <summary>Reads a manifest of version 2.</summary>
internal static class V2Reader
{
    public static AppConfig Read(TomlTable root, DiagnosticBag diagnostics)
    {
        var reader = new TableReader(root, "the manifest", diagnostics);
        var app = new AppConfig();
        reader.TryGet(ManifestVersions.Key, out _);
        if (reader.Table("application") is { } application)
        {
            ReadApplication(new TableReader(application, "[application]", diagnostics), app);
        }
        else if (!reader.TryGet("application", out _))
        {
            reader.Missing("application", "Add an [application] table with a `name`.");
        }

        ReadVariables(reader, app);
        foreach (var entry in reader.Table("component", "Write [component.<id>].")?.Entries ?? [])
        {
            ReadComponent(entry, app, diagnostics);
        }

        app.Triggers.AddRange(TriggerReader.Read(reader));
        reader.Finish();
        return app;
    }

    /// <summary>Reads the table <c>variables</c>, which both versions have.</summary>
    public static void ReadVariables(TableReader root, AppConfig app)
    {
        foreach (var entry in root.Table("variables")?.Entries ?? [])
        {
            var name = new Located<string>(entry.Key, entry.KeyLocation);
            app.VariableNames.Add(entry.Key);
            var isNamed = Identifiers.CheckLowerSnake(name, "variable name", root.Diagnostics);
            if (entry.Value is not TomlTable table)
            {
                root.Diagnostics.Error(
                    DiagnosticCode.WrongType,
                    entry.Value.Location,
                    $"variable `{entry.Key}` must be a table, but is {entry.Value.Kind}",
                    $"Write {entry.Key} = {{ default = \"...\" }} or {entry.Key} = {{ required = true }}.");
                continue;
            }

            var reader = new TableReader(table, $"variable `{entry.Key}`", root.Diagnostics);
            var variable = new VariableConfig(
                name,
                reader.Text("description")?.Value,
                reader.Boolean("required"),
                reader.Text("default")?.Value,
                reader.Boolean("secret")?.Value ?? false);
            var hasBadDefault = variable.Default is null && reader.TryGet("default", out _);
            reader.Finish();
            if (isNamed && !hasBadDefault)
            {
                app.Variables.Add(variable);
            }
        }
    }

    private static void ReadApplication(TableReader reader, AppConfig app)
    {
        app.Name = reader.RequiredText("name", "Add name = \"my-app\".");
        app.Version = reader.Text("version")?.Value ?? "";
        app.Description = reader.Text("description")?.Value ?? "";
        app.Authors = reader.Texts("authors").ConvertAll(t => t.Value);
        app.Targets = TargetReader.Read(reader);
        app.Limits = ToolReader.ReadLimits(reader);
        foreach (var entry in reader.Table("trigger")?.Entries ?? [])
        {
            if (entry.Value is TomlTable settings)
            {
                app.TriggerSettings.Add(entry.Key, settings);
            }
            else
            {
                reader.Diagnostics.Error(
                    DiagnosticCode.WrongType,
                    entry.Value.Location,
                    $"`application.trigger.{entry.Key}` must be a table, but is {entry.Value.Kind}",
                    $"Write [application.trigger.{entry.Key}] for settings; triggers themselves are [[trigger.{entry.Key}]].");
            }
        }

        reader.Finish();
    }

    private static void ReadComponent(TomlEntry entry, AppConfig app, DiagnosticBag diagnostics)
    {
        var id = new Located<string>(entry.Key, entry.KeyLocation);
        app.ComponentIds.Add(entry.Key);
        var isNamed = Identifiers.CheckKebab(id, "component id", diagnostics);
        if (entry.Value is not TomlTable table)
        {
            diagnostics.Error(
                DiagnosticCode.WrongType,
                entry.Value.Location,
                $"component `{entry.Key}` must be a table, but is {entry.Value.Kind}",
                entry.Value is TomlArray
                    ? "Version 2 names components in the header: write [component.<id>], with single brackets."
                    : $"Write [component.{entry.Key}].");
            return;
        }

        var component = ComponentReader.Read(table, id, $"[component.{entry.Key}]", diagnostics);
        if (isNamed)
        {
            app.Components.Add(component);
        }
    }
}
