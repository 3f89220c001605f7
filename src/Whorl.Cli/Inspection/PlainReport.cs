using System.Collections.Immutable;
using Whorl.Components.Inspection;

namespace Whorl.Cli.Inspection;

/// <summary>Writes what was found for people.</summary>
internal static class PlainReport
{
    public static void Write(TextWriter output, IReadOnlyList<BinaryReport> reports)
    {
        for (var i = 0; i < reports.Count; i++)
        {
            if (i > 0)
            {
                output.WriteLine();
            }

            switch (reports[i])
            {
                case ComponentReport component:
                    Write(output, component);
                    break;
                case ModuleReport module:
                    Write(output, module);
                    break;
            }
        }

        output.Flush();
    }

    private static void Write(TextWriter output, ComponentReport report)
    {
        var inspection = report.Inspection;
        var name = inspection.Name is { } own ? $" \"{own}\"" : "";
        output.WriteLine($"{report.Title}: component{name}, {Sizes.Text(inspection.Bytes)}");
        Section(output, "Routes", report.Routes);
        Section(output, "Triggers", report.Triggers);
        Section(output, "Cannot run here", inspection.Unsupported is null ? [] : [inspection.Unsupported]);
        Section(output, "Imports", report.Imports.SelectMany(Lines).DefaultIfEmpty("nothing"));
        Section(output, "May need in the manifest", report.Needs.SelectMany(n => n.Imports.Select((i, at) => $"{(at == 0 ? n.Key : ""),-22}  {i}")).DefaultIfEmpty("nothing"));
        Section(output, "Exports", inspection.Exports.Select(e => e.Name).DefaultIfEmpty("nothing"));
        Section(output, "Core modules", inspection.Modules.Select((m, i) => Line(m, i)).DefaultIfEmpty("none"));
        Section(output, "Toolchain", Lines(inspection.Toolchain));
        Section(output, "Validation", report.Verdict is null ? [] : [report.Verdict.ToString()]);
        Section(output, "World", inspection.ToWit().TrimEnd('\n').Split('\n'));
    }

    private static void Write(TextWriter output, ModuleReport report)
    {
        var inspection = report.Inspection;
        output.WriteLine($"{report.Title}: core module, {Describe(inspection.Kind)}, {Sizes.Text(inspection.Module.Bytes)}");
        Section(output, "Routes", report.Routes);
        Section(output, "Triggers", report.Triggers);
        Section(output, "Imports", inspection.Imports.Select(i => $"{i.Sort,-7} \"{i.Module}\" \"{i.Name}\"").DefaultIfEmpty("nothing"));
        Section(output, "Exports", inspection.Exports.Select(e => $"{e.Sort,-7} \"{e.Name}\"").DefaultIfEmpty("nothing"));
        Section(output, "Parts", [Line(inspection.Module, 0)]);
        Section(output, "Toolchain", Lines(inspection.Module.Toolchain));
        Section(output, "Validation", report.Verdict is null ? [] : [report.Verdict.ToString()]);
    }

    private static void Section(TextWriter output, string title, IEnumerable<string> lines)
    {
        var isFirst = true;
        foreach (var line in lines)
        {
            if (isFirst)
            {
                output.WriteLine();
                output.WriteLine(title);
                isFirst = false;
            }

            output.WriteLine(line.Length == 0 ? "" : "  " + line);
        }
    }

    private static IEnumerable<string> Lines(ServedImport import)
    {
        var server = import.Server ?? "nobody";
        yield return $"{import.Name,-44}  {server}{(import.Offer is null ? "" : $" ({import.Offer})")}";
        foreach (var problem in import.Problems)
        {
            yield return $"    {problem}";
        }
    }

    private static string Line(InspectedModule module, int index)
    {
        var memories = module.Memories.Select(m => $", memory of {Sizes.Text(m.InitialBytes)} to {(m.MaximumBytes is { } most ? Sizes.Text(most) : "any size")}");
        var remark = module switch
        {
            { Role: ModuleRole.Shim, IsInstantiated: false } => ": a shim, bound away",
            { Role: ModuleRole.FixUp, IsInstantiated: false } => ": a fix-up, bound away",
            { Role: ModuleRole.Shim } => ": a shim",
            { Role: ModuleRole.FixUp } => ": a fix-up",
            { IsInstantiated: false } => ": not instantiated",
            _ => "",
        };
        return $"{module.Name ?? $"module {index}"}, {Sizes.Text(module.Bytes)} (code {Sizes.Text(module.CodeBytes)}, data {Sizes.Text(module.DataBytes)}){string.Concat(memories)}{remark}";
    }

    private static IEnumerable<string> Lines(Toolchain toolchain) =>
        Entries("language", toolchain.Languages).Concat(Entries("processed-by", toolchain.ProcessedBy)).Concat(Entries("sdk", toolchain.Sdks));

    private static IEnumerable<string> Entries(string field, ImmutableArray<ToolchainEntry> entries) =>
        entries.IsEmpty ? [] : [$"{field,-12}  {string.Join(", ", entries)}"];

    private static string Describe(CoreModuleKind kind) => kind switch
    {
        CoreModuleKind.Preview1Command => "a WASI preview 1 command",
        CoreModuleKind.Preview1Reactor => "a WASI preview 1 reactor",
        CoreModuleKind.UnwrappedComponent => "a component without its wrapping (it has a component-type section)",
        CoreModuleKind.FirstSdk => "of the first Spin SDKs",
        _ => "neither for WASI nor for the component model",
    };
}
