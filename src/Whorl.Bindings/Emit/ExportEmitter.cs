using Whorl.Bindings.Binding;
using Whorl.Bindings.Naming;

namespace Whorl.Bindings.Emit;

/// <summary>Writes the class through which the host calls what a guest exports.</summary>
internal sealed class ExportEmitter(CodecSet codecs, SourceWriter writer)
{
    public void Emit(InterfaceBinding binding, string worldName)
    {
        var name = CSharpName.Pascal(binding.Interface?.Name ?? (binding.WitName.Length > 0 ? binding.WitName : worldName)) + "Export";
        writer.Docs($"The functions of {binding}, as a linked component exports them.\nOne object serves all instances of the component.");
        writer.Open($"public sealed class {name}");
        var fields = new NameTable("_component", "_export");
        var functions = binding.Functions.Select(f => (Function: f, Field: fields.Take($"_{char.ToLowerInvariant(f.Name[0])}{f.Name.Substring(1)}"))).ToList();
        foreach (var (_, field) in functions)
        {
            writer.Line($"private readonly ExportedFunction {field};");
        }

        writer.Line();
        EmitConstructor(name, functions);
        writer.Line();
        EmitTryBind(binding, name, functions);
        var calls = new NameTable([name, .. LibraryNames.All, .. binding.Functions.Select(f => f.Name)]);
        foreach (var (function, field) in functions)
        {
            writer.Line();
            if (function.IsAsync)
            {
                new TaskExportEmitter(codecs, writer, binding).Emit(function, field, calls.Take(function.Name + "Call"));
                continue;
            }

            EmitMethod(binding, function, field);
        }

        writer.Close();
    }

    /// <summary>The local variable or parameter that goes with a field.</summary>
    private static string Local(string field) => CSharpName.Escape(field.Substring(1));

    private void EmitConstructor(string name, List<(FunctionBinding Function, string Field)> functions)
    {
        writer.Line($"private {name}(");
        writer.Indent();
        writer.Line(string.Join(",\n", functions.Select(f => $"ExportedFunction {Local(f.Field)}")) + ")");
        writer.Outdent();
        writer.Line("{");
        writer.Indent();
        foreach (var (_, field) in functions)
        {
            writer.Line($"{field} = {Local(field)};");
        }

        writer.Close();
    }

    private void EmitTryBind(InterfaceBinding binding, string name, List<(FunctionBinding Function, string Field)> functions)
    {
        var interfaceName = CSharpName.Literal(binding.WitName);
        if (binding.Interface is not null && binding.Resources.Count == 0)
        {
            // Release candidates are exported under names of their own.
            EmitTryBindDocs(withName: false);
            writer.Line($"public static bool TryBind(ComponentPre component, [NotNullWhen(true)] out {name}? export) =>");
            writer.Line($"    TryBind(component, {interfaceName}, out export);");
            writer.Line();
            EmitTryBindDocs(withName: true);
            writer.Open($"public static bool TryBind(ComponentPre component, string interfaceName, [NotNullWhen(true)] out {name}? export)");
            interfaceName = "interfaceName";
        }
        else
        {
            EmitTryBindDocs(withName: false);
            writer.Open($"public static bool TryBind(ComponentPre component, [NotNullWhen(true)] out {name}? export)");
        }

        writer.Line("export = null;");
        if (binding.Resources.Count > 0)
        {
            var missing = binding.Resources.Select(r => $"!component.HasResource({r.Identity})");
            writer.Open($"if ({string.Join(" || ", missing)})");
            writer.Line("return false;");
            writer.Close();
            writer.Line();
        }

        foreach (var (function, field) in functions)
        {
            var literals = $"{interfaceName}, {CSharpName.Literal(function.WitName)}, {CSharpName.Literal(function.Signature)}";
            writer.Open($"if (!component.TryGetExport({literals}, out var {Local(field)}))");
            writer.Line("return false;");
            writer.Close();
            writer.Line();
        }

        writer.Line($"export = new {name}({string.Join(", ", functions.Select(f => Local(f.Field)))});");
        writer.Line("return true;");
        writer.Close();
    }

    private void EmitTryBindDocs(bool withName)
    {
        writer.Docs("Finds the functions in a linked component.");
        writer.Line("/// <param name=\"component\">The component.</param>");
        if (withName)
        {
            writer.Line("/// <param name=\"interfaceName\">The name of the interface, where it is that of another version with the same functions.</param>");
        }

        writer.Line("/// <param name=\"export\">The functions, when the component has all of them.</param>");
        writer.Line("/// <exception cref=\"LinkException\">The component has one of them with another type.</exception>");
    }

    private void EmitMethod(InterfaceBinding binding, FunctionBinding function, string field)
    {
        writer.Docs(function.Function.Docs.Length > 0 ? function.Function.Docs : function.WitName + ".");
        var names = new NameTable("instance", "call", "cx", "args", "result", "resultAt", "at", "memory");
        var locals = function.Parameters.Select(p => CSharpName.Escape(names.Take(p.Name))).ToList();
        var parameters = function.Parameters.Select((p, i) => $", {p.Type.CSharp} {locals[i]}");
        writer.Open($"public {function.Result?.CSharp ?? "void"} {function.Name}(ComponentInstance instance{string.Concat(parameters)})");
        writer.Line($"var call = new GuestCall(instance, {field});");
        writer.Open("try");
        writer.Line("var cx = call.Context;");
        if (function.Parameters.Count > 0 || function.Result is not null)
        {
            writer.Line("var args = call.Args;");
        }

        var hasMemory = EmitParameters(binding, function, locals);
        writer.Line("call.Invoke();");
        EmitResult(binding, function, hasMemory);
        writer.Close();
        writer.Open("finally");
        writer.Line("call.Dispose();");
        writer.Close();
        writer.Close();
    }

    /// <summary>Lowers the parameters; true when that leaves a variable <c>memory</c>.</summary>
    private bool EmitParameters(InterfaceBinding binding, FunctionBinding function, List<string> locals)
    {
        var lower = new LowerEmitter(codecs, binding);
        if (function.SpillsParameters)
        {
            var tuple = function.ParameterTuple;
            writer.Line($"var at = cx.Realloc({tuple.Alignment}, {tuple.Size});");
            var hasMemory = lower.WriteMembers(writer, tuple, "at", locals, hasMemory: false);
            writer.Line("args[0].U32 = at;");
            return hasMemory;
        }

        var index = 0;
        for (var i = 0; i < locals.Count; i++)
        {
            writer.Line(lower.Lower(function.Parameters[i].Type, "args", index, locals[i]));
            index += function.Parameters[i].Type.FlatCount;
        }

        return false;
    }

    private void EmitResult(InterfaceBinding binding, FunctionBinding function, bool hasMemory)
    {
        var lift = new LiftEmitter(codecs, binding);
        if (function.Result is not { } type)
        {
            writer.Line("call.Complete();");
            return;
        }

        if (function.SpillsResult)
        {
            writer.Line("var resultAt = args[0].U32;");
            writer.Line($"cx.CheckPointer(resultAt, {type.Size}, {type.Alignment});");
            writer.Line($"{(hasMemory ? "" : "var ")}memory = cx.Memory;");
            writer.Line($"var result = {lift.Read(type, new Place("resultAt"))};");
        }
        else
        {
            writer.Line($"var result = {lift.Lift(type, "args", 0)};");
        }

        writer.Line("call.Complete();");
        writer.Line("return result;");
    }
}
