using Whorl.Apps.Diagnostics;
using Whorl.Apps.Model;
using Whorl.Apps.Toml;

namespace Whorl.Apps.Manifest;

/// <summary>Reads the dependencies of components and triggers.</summary>
internal static class DependencyReader
{
    private const string Forms =
        "Write a version requirement such as \"^1.2\", or a table with one of `version`, `path`, `url` and `component`.";

    private static readonly string[] s_kinds = ["version", "path", "url", "component"];

    private static readonly Dictionary<string, InheritedCapabilities> s_capabilities = new(StringComparer.Ordinal)
    {
        ["ai_models"] = InheritedCapabilities.AiModels,
        ["allowed_outbound_hosts"] = InheritedCapabilities.AllowedOutboundHosts,
        ["environment"] = InheritedCapabilities.Environment,
        ["files"] = InheritedCapabilities.Files,
        ["key_value_stores"] = InheritedCapabilities.KeyValueStores,
        ["sqlite_databases"] = InheritedCapabilities.SqliteDatabases,
        ["variables"] = InheritedCapabilities.Variables,
    };

    /// <summary>Reads the table <c>dependencies</c> of a component.</summary>
    public static List<DependencyConfig> ReadTable(TableReader owner)
    {
        var dependencies = new List<DependencyConfig>();
        foreach (var entry in owner.Table("dependencies")?.Entries ?? [])
        {
            var key = new Located<string>(entry.Key, entry.KeyLocation);
            var what = $"dependency `{entry.Key}` of {owner.Name}";
            var name = DependencyNames.Parse(key, owner.Diagnostics);
            if (ReadValue(entry.Value, key, name, isOfTrigger: false, what, owner.Diagnostics) is { } dependency)
            {
                dependencies.Add(dependency);
            }
        }

        return dependencies;
    }

    /// <summary>Reads the array of dependencies of a trigger that stands at a role.</summary>
    public static List<DependencyConfig> ReadRole(TomlEntry role, string owner, DiagnosticBag diagnostics)
    {
        var dependencies = new List<DependencyConfig>();
        if (role.Value is not TomlArray array)
        {
            diagnostics.Error(
                DiagnosticCode.WrongType,
                role.Value.Location,
                $"`dependencies.{role.Key}` of {owner} must be an array, but is {role.Value.Kind}");
            return dependencies;
        }

        foreach (var item in array.Items)
        {
            var key = new Located<string>(role.Key, item.Location);
            if (ReadValue(item, key, name: null, isOfTrigger: true, $"`dependencies.{role.Key}` of {owner}", diagnostics) is { } dependency)
            {
                dependencies.Add(dependency);
            }
        }

        return dependencies;
    }

    private static DependencyConfig? ReadValue(
        TomlNode node, Located<string> key, DependencyName? name, bool isOfTrigger, string what, DiagnosticBag diagnostics)
    {
        switch (node)
        {
            case TomlText when name is null && !isOfTrigger:
                // The name was wrong, which has been reported.
                return null;
            case TomlText version when !isOfTrigger:
                return Registered(new Located<string>(version.Value, version.Location), null, null, name, what, diagnostics) is { } source
                    ? new DependencyConfig(key, name, source, null, null)
                    : null;
            case TomlTable table:
                return ReadTableValue(new TableReader(table, what, diagnostics), key, name, isOfTrigger);
            default:
                var expected = isOfTrigger ? "a table" : "a string or a table";
                diagnostics.Error(DiagnosticCode.WrongType, node.Location, $"{what} must be {expected}, but is {node.Kind}", Forms);
                return null;
        }
    }

    private static DependencyConfig? ReadTableValue(TableReader reader, Located<string> key, DependencyName? name, bool isOfTrigger)
    {
        var kinds = s_kinds.Where(k => reader.TryGet(k, out _)).ToList();
        DependencySource? source = null;
        if (kinds.Count != 1)
        {
            var problem = kinds.Count == 0 ? "does not say where it comes from" : $"has both `{kinds[0]}` and `{kinds[1]}`";
            reader.Diagnostics.Error(DiagnosticCode.BadDependency, reader.Location, $"{reader.Name} {problem}", Forms);
        }
        else
        {
            source = ReadSource(reader, kinds[0], name);
        }

        // Only an import has an export of the dependency to be satisfied by.
        var export = isOfTrigger ? null : reader.Text("export");
        if (export is not null && name is { IsPlain: false, Interface: null })
        {
            reader.Diagnostics.Error(
                DiagnosticCode.BadDependency,
                export.Value.Location,
                $"{reader.Name} sets `export`, but its name means every interface of the package",
                $"Name the interface: \"{name.Package}/<interface>\".");
        }

        var inherits = ReadInherits(reader);
        reader.Finish();
        return source is not null && (name is not null || isOfTrigger) ? new DependencyConfig(key, name, source, export, inherits) : null;
    }

    private static DependencySource? ReadSource(TableReader reader, string kind, DependencyName? name)
    {
        switch (kind)
        {
            case "version":
                var package = reader.Text("package");
                var registry = reader.Text("registry");
                return reader.Text("version") is { } version
                    ? Registered(version, package, registry, name, reader.Name, reader.Diagnostics)
                    : null;
            case "path":
                return reader.Text("path") is { Value.Length: > 0 } path ? new DependencySource.Local(path.Value) : null;
            case "url":
                return SourceReader.ReadDownload(reader) is var (url, digest) ? new DependencySource.Download(url, digest) : null;
            default:
                return reader.Text("component") is { } component && Identifiers.CheckKebab(component, "component id", reader.Diagnostics)
                    ? new DependencySource.Component(component.Value)
                    : null;
        }
    }

    private static DependencySource.Registered? Registered(
        Located<string> version,
        Located<string>? package,
        Located<string>? registry,
        DependencyName? name,
        string what,
        DiagnosticBag diagnostics)
    {
        var packageName = package?.Value ?? name?.Package;
        var isGood = package is not { } p || SourceReader.CheckPackage(p, diagnostics);
        if (packageName is null)
        {
            diagnostics.Error(
                DiagnosticCode.BadDependency,
                version.Location,
                $"{what} names no package",
                "Add package = \"namespace:name\", or use a `path`.");
            isGood = false;
        }

        if (!VersionRequirement.TryParse(version.Value, out _))
        {
            diagnostics.Error(
                DiagnosticCode.BadDependency,
                version.Location,
                $"\"{version.Value}\" is not a version requirement",
                "Write one such as \"1.2.3\", \"^1.2\", \">=0.1.0\" or \"=1.2.3\".");
            isGood = false;
        }

        return isGood ? new DependencySource.Registered(registry?.Value, packageName!, version.Value) : null;
    }

    private static InheritedCapabilities? ReadInherits(TableReader reader)
    {
        if (!reader.TryGet("inherit_configuration", out var entry))
        {
            return null;
        }

        if (entry.Value is TomlBoolean boolean)
        {
            return boolean.Value ? InheritedCapabilities.All : InheritedCapabilities.None;
        }

        if (entry.Value is not TomlArray)
        {
            reader.WrongType(entry, "a boolean or an array of strings");
            return null;
        }

        var all = string.Join(", ", s_capabilities.Keys.Select(k => $"`{k}`"));
        var inherited = InheritedCapabilities.None;
        foreach (var text in reader.Texts("inherit_configuration"))
        {
            if (s_capabilities.TryGetValue(text.Value, out var capability))
            {
                inherited |= capability;
                continue;
            }

            reader.Diagnostics.Error(
                DiagnosticCode.BadDependency,
                text.Location,
                $"`{text.Value}` is nothing that a dependency can inherit",
                NearestMatch.Suggest(text.Value, s_capabilities.Keys, $"It can inherit {all}."));
        }

        return inherited;
    }
}
