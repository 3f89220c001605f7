using Whorl.Apps.Diagnostics;
using Whorl.Apps.Toml;

namespace Whorl.Apps.Manifest;

/// <summary>Reads the triggers of a version 2 manifest.</summary>
internal static class TriggerReader
{
    /// <summary>Reads the table <c>trigger</c>: an array of triggers for each type.</summary>
    public static IEnumerable<TriggerConfig> Read(TableReader root)
    {
        var diagnostics = root.Diagnostics;
        foreach (var type in root.Table("trigger", "Write [[trigger.http]].")?.Entries ?? [])
        {
            if (type.Value is not TomlArray array || array.Items.Any(i => i is not TomlTable))
            {
                diagnostics.Error(
                    DiagnosticCode.WrongType,
                    type.Value.Location,
                    $"`trigger.{type.Key}` must be an array of tables, but is {type.Value.Kind}",
                    $"Write [[trigger.{type.Key}]], with two brackets.");
                continue;
            }

            foreach (var table in array.Items.Cast<TomlTable>())
            {
                yield return Read(type.Key, table, diagnostics);
            }
        }
    }

    private static TriggerConfig Read(string type, TomlTable table, DiagnosticBag diagnostics)
    {
        var name = $"[[trigger.{type}]]";
        var reader = new TableReader(table, name, diagnostics);
        var settings = new TomlTable(table.Location, TomlTableOrigin.Header);
        var trigger = new TriggerConfig { Type = type, Location = table.Location, Settings = settings };
        trigger.Id = reader.Text("id");
        if (reader.TryGet("component", out var component))
        {
            trigger.HasComponent = true;
            trigger.Component = ReadReference(component.Value, $"`component` of {name}", diagnostics);
        }

        foreach (var role in reader.Table("components")?.Entries ?? [])
        {
            var items = role.Value is TomlArray array ? array.Items : [role.Value];
            var what = $"`components.{role.Key}` of {name}";
            trigger.Components.Add((role.Key, [.. items.Select(i => ReadReference(i, what, diagnostics)).OfType<ComponentReference>()]));
        }

        foreach (var role in reader.Table("dependencies")?.Entries ?? [])
        {
            trigger.Dependencies.Add((role.Key, DependencyReader.ReadRole(role, name, diagnostics)));
        }

        foreach (var entry in table.Entries.Where(e => e.Key is not ("id" or "component" or "components" or "dependencies")))
        {
            settings.Add(entry);
        }

        return trigger;
    }

    private static ComponentReference? ReadReference(TomlNode node, string what, DiagnosticBag diagnostics)
    {
        switch (node)
        {
            case TomlText id:
                return Identifiers.CheckKebab(new Located<string>(id.Value, id.Location), "component id", diagnostics)
                    ? new ComponentReference(id.Location) { Id = id.Value }
                    : null;
            case TomlTable table:
                // It gets its id once the ids of all others are known.
                var inline = ComponentReader.Read(table, new Located<string>("", table.Location), $"the component in {what}", diagnostics);
                return new ComponentReference(table.Location) { Inline = inline };
            default:
                diagnostics.Error(
                    DiagnosticCode.WrongType,
                    node.Location,
                    $"{what} must be a string or a table, but is {node.Kind}",
                    "Write the id of a component, or { source = \"...\" } to define one in place.");
                return null;
        }
    }
}
