using Whorl.Bindings.Binding;
using Whorl.Bindings.Naming;

namespace Whorl.Bindings.Emit;

/// <summary>Writes the glue class of an imported interface: its resources, its functions for the linker, and the code of their calls.</summary>
internal sealed class HostGlueEmitter(CodecSet codecs, SourceWriter writer)
{
    private readonly List<(FunctionBinding Function, string Method)> _entries = [];

    /// <summary>Writes the class around members that are already written.</summary>
    public static void EmitClass(SourceWriter writer, InterfaceBinding binding, SourceWriter members, string codecs)
    {
        if (binding.IsExport)
        {
            writer.Docs($"Lifts and lowers the types of {binding}.");
            writer.Open("internal static class Codec");
        }
        else
        {
            writer.Docs($"Connects {binding} to the linker.");
            writer.Open("public static class Glue");
        }

        // Inside the class its own members need no qualification.
        var prefix = $"global::{binding.Namespace}.{binding.GlueClass}.";
        writer.Line((members.ToString() + codecs).Replace(prefix, "").Trim('\n'));
        writer.Close();
    }

    /// <summary>Writes what identifies the resources of an interface.</summary>
    public void EmitResources(InterfaceBinding binding)
    {
        var type = binding.IsExport ? "ExportedResource" : "HostResource";
        var scope = binding.IsExport ? CSharpName.Literal(binding.WitName) + ", " : "";
        foreach (var resource in binding.Resources)
        {
            writer.Summary($"The identity of the resource {resource.WitName}, whose values are <see cref=\"{resource.InterfaceName}\"/>.");
            writer.Line($"public static readonly {type} {resource.FieldName} = new({scope}{CSharpName.Literal(resource.WitName)});");
            writer.Line();
        }
    }

    public void EmitMembers(InterfaceBinding binding)
    {
        EmitResources(binding);
        foreach (var function in binding.Functions)
        {
            _entries.Add((function, binding.GlueNames.Take("Call" + (function.IsMethod ? function.Resource!.FieldName : "") + function.Name)));
        }

        EmitInterface(binding);
        foreach (var (function, method) in _entries)
        {
            writer.Line();
            EmitEntry(binding, function, method);
        }
    }

    private void EmitInterface(InterfaceBinding binding)
    {
        var resources = string.Join(", ", binding.Resources.Select(r => r.FieldName));
        writer.Summary("What to add to a linker, with a factory for an <see cref=\"IHost\"/>.");
        writer.Line("public static HostInterface Interface { get; } = new(");
        writer.Indent();
        writer.Line($"{CSharpName.Literal(binding.WitName)},");
        writer.Line($"[{resources}],");
        writer.Line("[");
        writer.Indent();
        foreach (var (function, method) in _entries)
        {
            writer.Line($"new HostFunction({CSharpName.Literal(function.WitName)}, {CSharpName.Literal(function.Signature)}, {method}),");
        }

        writer.Outdent();
        writer.Line("]);");
        writer.Outdent();
    }

    private void EmitEntry(InterfaceBinding binding, FunctionBinding function, string method)
    {
        var lift = new LiftEmitter(codecs, binding);
        writer.Open($"private static void {method}(ref HostCall call)");
        writer.Line("var cx = call.Context;");
        if (function.Parameters.Count > 0 || function.Result is not null)
        {
            writer.Line("var args = call.Args;");
        }

        var names = new NameTable("call", "cx", "args", "result", "resultAt", "memory", "at");
        var locals = function.Parameters.Select(p => names.Take(p.Name)).ToList();
        EmitParameters(function, lift, locals);
        var target = function.IsMethod ? CSharpName.Escape(locals[0]) : $"call.Host<{"global::" + binding.Namespace}.IHost>()";
        var arguments = string.Join(", ", locals.Skip(function.IsMethod ? 1 : 0).Select(CSharpName.Escape));
        if (function.IsAsync)
        {
            arguments += (arguments.Length > 0 ? ", " : "") + "new HostTask(call.TaskState, call.Cancellation)";
        }

        var invocation = $"{target}.{function.Name}({arguments})";
        if (function.IsAsync)
        {
            EmitAwait(binding, function, method, invocation);
            return;
        }

        if (function.Result is null)
        {
            writer.Line(invocation + ";");
        }
        else
        {
            writer.Line($"var result = {invocation};");
            EmitResult(binding, function);
        }

        writer.Close();
    }

    /// <summary>Ends the entry of an async function, and writes what lowers its result when it is there.</summary>
    private void EmitAwait(InterfaceBinding binding, FunctionBinding function, string method, string invocation)
    {
        if (function.Result is null)
        {
            writer.Line($"call.Await({invocation});");
            writer.Close();
            return;
        }

        var finish = binding.GlueNames.Take("Finish" + method.Substring("Call".Length));
        writer.Line($"call.Await({invocation}, {finish});");
        writer.Close();
        writer.Line();
        writer.Open($"private static void {finish}(CanonicalContext cx, Span<ValRaw> args, {function.Result.CSharp} result)");
        EmitResult(binding, function);
        writer.Close();
    }

    private void EmitParameters(FunctionBinding function, LiftEmitter lift, List<string> locals)
    {
        if (function.SpillsParameters)
        {
            var tuple = function.ParameterTuple;
            writer.Line("var at = args[0].U32;");
            writer.Line($"cx.CheckPointer(at, {tuple.Size}, {tuple.Alignment});");
            writer.Line("var memory = cx.Memory;");
            for (var i = 0; i < locals.Count; i++)
            {
                var value = lift.Read(function.Parameters[i].Type, new Place("at", tuple.Offset(i)));
                writer.Line($"var {CSharpName.Escape(locals[i])} = {value};");
            }

            return;
        }

        var index = 0;
        for (var i = 0; i < locals.Count; i++)
        {
            writer.Line($"var {CSharpName.Escape(locals[i])} = {lift.Lift(function.Parameters[i].Type, "args", index)};");
            index += function.Parameters[i].Type.FlatCount;
        }
    }

    private void EmitResult(InterfaceBinding binding, FunctionBinding function)
    {
        var lower = new LowerEmitter(codecs, binding);
        var result = function.Result!;
        if (!function.SpillsResult)
        {
            writer.Line(lower.Lower(result, "args", 0, "result"));
            return;
        }

        writer.Line($"var resultAt = args[{function.FlatParameterCount}].U32;");
        writer.Line($"cx.CheckPointer(resultAt, {result.Size}, {result.Alignment});");
        writer.Line(lower.Write(result, "cx.Memory", new Place("resultAt"), "result"));
    }
}
