using Whorl.Bindings.Binding;
using Whorl.Bindings.Naming;

namespace Whorl.Bindings.Emit;

/// <summary>Writes the C# types of an interface: what the host implements, resources, records, variants, enums and flags.</summary>
internal sealed class TypeEmitter(WorldBinding world, SourceWriter writer)
{
    public void Emit(InterfaceBinding binding)
    {
        var isFirst = true;
        void Separate()
        {
            if (!isFirst)
            {
                writer.Line();
            }

            isFirst = false;
        }

        if (!binding.IsExport)
        {
            Separate();
            EmitHost(binding);
        }

        foreach (var resource in binding.Resources)
        {
            Separate();
            EmitResource(binding, resource);
        }

        foreach (var type in binding.Types.Where(t => t.Unsupported is null))
        {
            Separate();
            EmitType(type);
        }
    }

    private void EmitHost(InterfaceBinding binding)
    {
        writer.Docs(Describe(binding.Docs, $"The host's side of {binding}."));
        writer.Open("public interface IHost");
        EmitMethods(binding.Functions.Where(f => !f.IsMethod));
        writer.Close();
    }

    private void EmitResource(InterfaceBinding binding, ResourceBinding resource)
    {
        writer.Docs(Describe(resource.Docs, $"The resource {resource.WitName} of {binding}."));
        if (resource.IsGuest)
        {
            writer.Line("/// <remarks>A guest's resource. Who owns it gives it back to the guest with <c>ComponentInstance.Drop(Handle)</c>.</remarks>");
            writer.Line("/// <param name=\"Handle\">The resource in its component instance.</param>");
            writer.Line($"public readonly record struct {resource.InterfaceName}(ComponentResource Handle);");
            return;
        }

        writer.Line("/// <remarks>Disposed when the guest drops the handle that owns it.</remarks>");
        writer.Open($"public interface {resource.InterfaceName} : IDisposable");
        EmitMethods(binding.Functions.Where(f => f.IsMethod && f.Resource == resource));
        writer.Close();
    }

    private void EmitMethods(IEnumerable<FunctionBinding> functions)
    {
        var isFirst = true;
        foreach (var function in functions)
        {
            if (!isFirst)
            {
                writer.Line();
            }

            isFirst = false;
            writer.Docs(Describe(function.Function.Docs, function.WitName + "."));
            var parameters = function.Parameters.Skip(function.IsMethod ? 1 : 0)
                .Select(p => $"{p.Type.CSharp} {CSharpName.Escape(p.Name)}");
            if (function.IsAsync)
            {
                var name = new NameTable([.. function.Parameters.Select(p => p.Name)]).Take("task");
                writer.Line($"{ResultOfAsync(function)} {function.Name}({string.Join(", ", parameters.Append("HostTask " + name))});");
                continue;
            }

            writer.Line($"{function.Result?.CSharp ?? "void"} {function.Name}({string.Join(", ", parameters)});");
        }
    }

    private static string ResultOfAsync(FunctionBinding function) => function.Result is null ? "ValueTask" : $"ValueTask<{function.Result.CSharp}>";

    private void EmitType(BoundType type)
    {
        var docs = Describe(world.TypeDocs[type], $"The type {type.Id} of WIT.");
        switch (type)
        {
            case RecordType record:
                EmitRecord(record, docs);
                break;
            case VariantType variant:
                new VariantEmitter(writer).Emit(variant, docs);
                break;
            case LabelType labels:
                EmitLabels(labels, docs);
                break;
        }
    }

    private void EmitRecord(RecordType record, string docs)
    {
        writer.Docs(docs);
        if (record.Fields.Any(f => f.Docs.Length > 0))
        {
            foreach (var field in record.Fields)
            {
                writer.Line($"/// <param name=\"{field.Property}\">{Inline(Describe(field.Docs, field.Property + "."))}</param>");
            }
        }

        var fields = record.Fields.Select(f => $"{f.Type.CSharp} {f.Property}");
        writer.Line($"public readonly record struct {record.Name}({string.Join(", ", fields)});");
    }

    private void EmitLabels(LabelType type, string docs)
    {
        writer.Docs(docs);
        if (type is FlagsType)
        {
            writer.Line("[Flags]");
        }

        writer.Open($"public enum {type.Name} : {LabelType.Underlying(type.Size)}");
        if (type is FlagsType)
        {
            writer.Docs("No flag.");
            writer.Line("None = 0,");
            writer.Line();
        }

        for (var i = 0; i < type.Labels.Count; i++)
        {
            var label = type.Labels[i];
            if (i > 0)
            {
                writer.Line();
            }

            writer.Docs(Describe(label.Docs, label.Name + "."));
            writer.Line(type is FlagsType ? $"{label.Name} = 0x{1u << i:x2}," : $"{label.Name},");
        }

        writer.Close();
    }

    private static string Describe(string docs, string otherwise) => docs.Length > 0 ? docs : otherwise;

    private static string Inline(string docs) => SourceWriter.Xml(docs).Replace('\n', ' ');
}
