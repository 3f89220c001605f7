using System.Collections.Immutable;
using System.Text.Json;
using Whorl.Components.Inspection;

namespace Whorl.Cli.Inspection;

/// <summary>Writes what was found for programs.</summary>
internal static class JsonReport
{
    public static void Write(TextWriter output, IReadOnlyList<BinaryReport> reports) =>
        JsonText.Write(output, json => json.Objects("binaries", reports, report => Write(json, report)));

    private static void Write(Utf8JsonWriter json, BinaryReport report)
    {
        json.WriteString("title", report.Title);
        switch (report)
        {
            case ComponentReport component:
                Write(json, component);
                break;
            case ModuleReport module:
                Write(json, module);
                break;
        }

        if (report.Verdict is { } verdict)
        {
            json.WriteStartObject("validation");
            json.WriteString("wasmtime", verdict.Version);
            json.WriteBoolean("valid", verdict.Problem is null);
            json.WriteString("problem", verdict.Problem);
            json.WriteEndObject();
        }
    }

    private static void Write(Utf8JsonWriter json, ComponentReport report)
    {
        var inspection = report.Inspection;
        json.WriteString("kind", "component");
        json.WriteString("name", inspection.Name);
        json.WriteNumber("bytes", inspection.Bytes);
        json.Strings("routes", report.Routes);
        json.Strings("triggers", report.Triggers);
        json.WriteString("unsupported", inspection.Unsupported);
        json.Objects("imports", report.Imports.Zip(inspection.Imports.IntersectBy(report.Imports.Select(i => i.Name), i => i.Name)), pair =>
        {
            json.WriteString("name", pair.First.Name);
            json.WriteString("sort", pair.Second.Sort);
            json.WriteString("served_by", pair.First.Server);
            json.WriteString("offer", pair.First.Server is null ? null : pair.First.Offer ?? pair.First.Name);
            json.Strings("problems", pair.First.Problems);
            Functions(json, pair.Second.Functions);
        });
        json.Objects("manifest", report.Needs, need =>
        {
            json.WriteString("key", need.Key);
            json.Strings("imports", need.Imports);
        });
        json.Objects("exports", inspection.Exports, export =>
        {
            json.WriteString("name", export.Name);
            json.WriteString("sort", export.Sort);
            Functions(json, export.Functions);
        });
        json.Objects("core_modules", inspection.Modules, module => Write(json, module));
        Write(json, inspection.Toolchain);
        json.WriteString("wit", inspection.ToWit());
    }

    private static void Write(Utf8JsonWriter json, ModuleReport report)
    {
        json.WriteString("kind", report.Inspection.Kind switch
        {
            CoreModuleKind.Preview1Command => "preview1-command",
            CoreModuleKind.Preview1Reactor => "preview1-reactor",
            CoreModuleKind.UnwrappedComponent => "unwrapped-component",
            CoreModuleKind.FirstSdk => "first-spin-sdk",
            _ => "module",
        });
        json.Strings("routes", report.Routes);
        json.Strings("triggers", report.Triggers);
        json.Objects("imports", report.Inspection.Imports, import =>
        {
            json.WriteString("module", import.Module);
            json.WriteString("name", import.Name);
            json.WriteString("sort", import.Sort);
        });
        json.Objects("exports", report.Inspection.Exports, export =>
        {
            json.WriteString("name", export.Name);
            json.WriteString("sort", export.Sort);
        });
        json.Objects("core_modules", [report.Inspection.Module], module => Write(json, module));
        Write(json, report.Inspection.Module.Toolchain);
    }

    private static void Functions(Utf8JsonWriter json, ImmutableArray<InspectedFunction> functions) => json.Objects("functions", functions, function =>
    {
        json.WriteString("name", function.Name);
        json.WriteString("type", function.Signature);
    });

    private static void Write(Utf8JsonWriter json, InspectedModule module)
    {
        json.WriteString("name", module.Name);
        json.WriteNumber("bytes", module.Bytes);
        json.WriteNumber("code_bytes", module.CodeBytes);
        json.WriteNumber("data_bytes", module.DataBytes);
        json.WriteNumber("functions", module.Functions);
        json.WriteString("role", module.Role switch { ModuleRole.Shim => "shim", ModuleRole.FixUp => "fix-up", _ => "code" });
        json.WriteBoolean("instantiated", module.IsInstantiated);
        json.Objects("memories", module.Memories, memory =>
        {
            json.WriteNumber("initial_bytes", memory.InitialBytes);
            if (memory.MaximumBytes is { } maximum)
            {
                json.WriteNumber("maximum_bytes", maximum);
            }
            else
            {
                json.WriteNull("maximum_bytes");
            }
        });
    }

    private static void Write(Utf8JsonWriter json, Toolchain toolchain)
    {
        json.WriteStartObject("toolchain");
        json.Strings("languages", toolchain.Languages.Select(e => e.ToString()));
        json.Strings("processed_by", toolchain.ProcessedBy.Select(e => e.ToString()));
        json.Strings("sdks", toolchain.Sdks.Select(e => e.ToString()));
        json.WriteEndObject();
    }
}
