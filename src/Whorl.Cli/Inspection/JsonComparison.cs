using System.Collections.Immutable;
using System.Text.Json;
using Whorl.Components.Inspection;

namespace Whorl.Cli.Inspection;

/// <summary>Writes a comparison for programs.</summary>
internal static class JsonComparison
{
    public static void Write(TextWriter output, ComparisonReport report) => JsonText.Write(output, json =>
    {
        json.WriteString("old", report.Older);
        json.WriteString("new", report.Newer);
        Changes(json, "imports", report.Difference.Imports);
        Changes(json, "exports", report.Difference.Exports);
        json.WriteStartObject("manifest");
        json.Strings("added", report.AddedKeys);
        json.Strings("removed", report.RemovedKeys);
        json.WriteEndObject();
    });

    private static void Changes(Utf8JsonWriter json, string name, ImmutableArray<ExternChange> changes) => json.Objects(name, changes, change =>
    {
        json.WriteString("change", change.Kind.ToString().ToLowerInvariant());
        json.WriteString("name", change.Name);
        if (change.Kind == ChangeKind.Changed)
        {
            json.WriteString("old_name", change.OldName ?? change.Name);
            json.Strings("added_functions", change.AddedFunctions);
            json.Strings("removed_functions", change.RemovedFunctions);
            json.Strings("changed_functions", change.ChangedFunctions);
        }
    });
}
