using System.Globalization;
using System.Text;
using Whorl.Components.Linking;
using Whorl.Components.Types;

namespace Whorl.Components.Tests.Linking;

/// <summary>Writes a link plan as text, so that a whole plan can be compared with a file.</summary>
internal static class PlanText
{
    public static string Of(LinkPlan plan)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"modules: {plan.Modules.Length}, component instances: [{string.Join(' ', plan.ParentInstances)}]\n");
        List(text, "step", plan.Initializers.Select(step => Step(plan, step)));
        List(text, "import", plan.Imports.Select(i => $"{Interface(i.Interface, i.Implements)} {i.Name} {i.Type}"));
        List(text, "imported-resource", plan.ImportedResources.Select(r => $"{Interface(r.Interface, r.Implements)} {r.Name}"));
        List(text, "resource", plan.Resources.Select(r => $"{r.Type} in {r.ComponentInstance}, destructor {Item(r.Destructor)}"));
        List(text, "lowering", plan.Lowerings.Select(l => $"{Function(l.Target)} {l.Type} {Options(l.Options)}"));
        List(text, "lifted", plan.Lifted.Select(l => $"{Item(l.Callee)} {l.Type} {Options(l.Options)}"));
        Exports(text, plan.Exports, "");
        return text.ToString();
    }

    private static string Interface(string name, string? implements) =>
        (name.Length == 0 ? "(root)" : name) + (implements is null ? "" : $" (implements {implements})");

    private static void List(StringBuilder text, string what, IEnumerable<string> lines)
    {
        foreach (var (index, line) in lines.Index())
        {
            text.Append(CultureInfo.InvariantCulture, $"{what} {index}: {line}\n");
        }
    }

    private static string Step(LinkPlan plan, Initializer step) => step switch
    {
        InstantiateModule s =>
            $"core {s.CoreInstance} = module {s.Module} {plan.Modules[s.Module].Name} in {s.ComponentInstance} with ({string.Join(", ", s.Arguments.Select(Item))})"
            + (s.Initialize is null ? "" : $", calls `{s.Initialize}`"),
        ExtractMemory s => $"memory {s.Slot} = {Item(s.Source)}",
        ExtractRealloc s => $"realloc {s.Slot} = {Item(s.Source)}",
        ExtractPostReturn s => $"post-return {s.Slot} = {Item(s.Source)}",
        ExtractCallback s => $"callback {s.Slot} = {Item(s.Source)}",
        DefineResource s => $"define resource {s.Resource}",
        _ => step.ToString(),
    };

    private static string Item(CoreItem? item) => item switch
    {
        null => "none",
        CoreExport e => $"core {e.CoreInstance} `{e.Name}`",
        LoweredFunction l => $"lowering {l.Lowering}",
        Builtin b => $"{BuiltinNames.Of(b.Kind)} {Resource(b.Resource)} in {b.ComponentInstance}",
        _ => item.ToString(),
    };

    private static string Resource(ResourceType? resource) => resource switch
    {
        null => "",
        { DefinedIndex: >= 0 } => $"{resource} (resource {resource.DefinedIndex})",
        _ => $"{resource} (imported-resource {resource.ImportedIndex})",
    };

    private static string Function(ComponentFunction function) => function switch
    {
        HostProvided h => $"import {h.Import}",
        GuestProvided g => $"lifted {g.Lifted}",
        _ => function.ToString(),
    };

    private static string Options(CanonicalOptions o)
    {
        var text = $"[in {o.ComponentInstance}";
        text += o.Encoding == StringEncoding.Utf8 ? "" : $", {o.Encoding}";
        text += o.Memory is { } memory ? $", memory {memory}" : "";
        text += o.Realloc is { } realloc ? $", realloc {realloc}" : "";
        text += o.PostReturn is { } postReturn ? $", post-return {postReturn}" : "";
        return text + "]";
    }

    private static void Exports(StringBuilder text, ExportTree exports, string path)
    {
        foreach (var (name, export) in exports.OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            var line = export switch
            {
                FunctionExport f => $"{Function(f.Function)} {f.Type}",
                ValueTypeExport t => $"type {t.Type}",
                ResourceExport r => $"type {Resource(r.Resource)}",
                CoreModuleExport => "core module",
                ComponentExport => "component",
                InstanceExport => "instance",
                _ => "other type",
            };
            text.Append(CultureInfo.InvariantCulture, $"export {path}{name}: {line}\n");
            if (export is InstanceExport instance)
            {
                Exports(text, instance.Exports, $"{path}{name}/");
            }
        }
    }
}
