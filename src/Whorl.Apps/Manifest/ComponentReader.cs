using Whorl.Apps.Diagnostics;
using Whorl.Apps.Model;
using Whorl.Apps.Toml;

namespace Whorl.Apps.Manifest;

/// <summary>Reads a component table of a version 2 manifest, and the parts that version 1 shares with it.</summary>
internal static class ComponentReader
{
    public static ComponentConfig Read(TomlTable table, Located<string> id, string name, DiagnosticBag diagnostics)
    {
        var reader = new TableReader(table, name, diagnostics);
        var component = new ComponentConfig { Id = id };
        ReadShared(reader, component);
        component.Variables = reader.TextTable("variables");
        component.AllowedOutboundHosts = reader.Texts("allowed_outbound_hosts");
        if (reader.TryGet("allowed_http_hosts", out var httpHosts))
        {
            ReadHttpHosts(reader, httpHosts, component);
        }

        component.Targets = reader.TryGet("targets", out _) ? TargetReader.Read(reader) : null;
        component.DependenciesInherit = reader.Boolean("dependencies_inherit_configuration");
        component.Dependencies = DependencyReader.ReadTable(reader);
        component.Limits = ToolReader.ReadLimits(reader);
        foreach (var entry in reader.Table("profile")?.Entries ?? [])
        {
            ReadProfile(entry, reader, component);
        }

        reader.Finish();
        return component;
    }

    /// <summary>Reads the keys that are the same in both versions.</summary>
    public static void ReadShared(TableReader reader, ComponentConfig component)
    {
        component.Source = SourceReader.Read(reader);
        if (!reader.TryGet("source", out _))
        {
            reader.Missing("source", "Add source = \"path/to/component.wasm\".");
        }

        component.Description = reader.Text("description")?.Value ?? "";
        component.Environment = reader.TextTable("environment");
        component.Files = ReadFiles(reader);
        component.ExcludeFiles = reader.Texts("exclude_files");
        component.KeyValueStores = reader.Texts("key_value_stores");
        component.SqliteDatabases = reader.Texts("sqlite_databases");
        component.AiModels = reader.Texts("ai_models");
        component.Build = reader.Table("build", "Write build = { command = \"...\" }.") is { } build
            ? ReadBuild(new TableReader(build, $"`build` of {reader.Name}", reader.Diagnostics))
            : null;
    }

    private static List<FilesEntry> ReadFiles(TableReader owner)
    {
        var files = new List<FilesEntry>();
        foreach (var item in owner.Array("files"))
        {
            switch (item)
            {
                case TomlText text:
                    files.Add(new FilesEntry.Pattern(text.Value, text.Location));
                    break;
                case TomlTable table:
                    var reader = new TableReader(table, $"an entry of `files` of {owner.Name}", owner.Diagnostics);
                    var source = reader.RequiredText("source", "Add source = \"path\", a file or folder of the app.");
                    var destination = reader.RequiredText("destination", "Add destination = \"/path\", where the component sees it.");
                    reader.Finish();
                    if (source is { } from && destination is { } to)
                    {
                        files.Add(new FilesEntry.Placement(from.Value, to.Value, item.Location));
                    }

                    break;
                default:
                    owner.Diagnostics.Error(
                        DiagnosticCode.WrongType,
                        item.Location,
                        $"every element of `files` in {owner.Name} must be a string or a table, but this one is {item.Kind}",
                        "Write \"assets/**/*\" or { source = \"assets\", destination = \"/\" }.");
                    break;
            }
        }

        return files;
    }

    private static BuildConfig? ReadBuild(TableReader reader)
    {
        var workingFolder = reader.Text("workdir");
        var watch = reader.Texts("watch").ConvertAll(t => t.Value);
        var commands = ReadCommands(reader);
        reader.Finish();
        return commands is null ? null : new BuildConfig(commands, workingFolder, watch);
    }

    private static List<string>? ReadCommands(TableReader reader)
    {
        if (!reader.TryGet("command", out var entry))
        {
            reader.Missing("command", "Add command = \"...\", or an array of commands to run one after the other.");
            return null;
        }

        switch (entry.Value)
        {
            case TomlText text:
                return [text.Value];
            case TomlArray:
                return reader.Texts("command").ConvertAll(t => t.Value);
            default:
                reader.WrongType(entry, "a string or an array of strings");
                return null;
        }
    }

    private static void ReadHttpHosts(TableReader reader, TomlEntry entry, ComponentConfig component)
    {
        var converted = Network.AllowedHttpHosts.Convert(reader.Texts("allowed_http_hosts"), reader.Diagnostics);
        component.AllowedOutboundHosts.AddRange(converted);
        if (converted.Count > 0)
        {
            var list = string.Join(", ", component.AllowedOutboundHosts.Select(h => $"\"{h.Value}\""));
            reader.Diagnostics.Warning(
                DiagnosticCode.DeprecatedKey,
                entry.KeyLocation,
                $"`allowed_http_hosts` of {reader.Name} is deprecated",
                $"Write allowed_outbound_hosts = [{list}] in its place.");
        }
    }

    private static void ReadProfile(TomlEntry entry, TableReader owner, ComponentConfig component)
    {
        if (entry.Value is not TomlTable table)
        {
            owner.WrongType(entry, "a table");
            return;
        }

        var reader = new TableReader(table, $"profile `{entry.Key}` of {owner.Name}", owner.Diagnostics);
        var profile = new ProfileConfig
        {
            Source = SourceReader.Read(reader),
            Environment = reader.TextTable("environment"),
            Dependencies = DependencyReader.ReadTable(reader),
        };
        if (reader.Table("build") is { } build)
        {
            var buildReader = new TableReader(build, $"`build` of {reader.Name}", reader.Diagnostics);
            profile.BuildCommands = ReadCommands(buildReader);
            buildReader.Finish();
        }

        reader.Finish();
        component.Profiles.Add(entry.Key, profile);
    }
}
