using Whorl.Bindings.Binding;
using Whorl.Bindings.Naming;

namespace Whorl.Bindings.Emit;

/// <summary>Writes how the host calls an async function of a guest: a class whose objects are calls, and a method that starts one.</summary>
internal sealed class TaskExportEmitter(CodecSet codecs, SourceWriter writer, InterfaceBinding binding)
{
    public void Emit(FunctionBinding function, string field, string callName)
    {
        var names = new NameTable("instance", "state", "call", "export", "cx", "args", "result", "inMemory", "at", "memory");
        var locals = function.Parameters.Select(p => names.Take(p.Name)).ToList();
        var parameters = function.Parameters.Select((p, i) => $"{p.Type.CSharp} {CSharpName.Escape(locals[i])}").ToList();
        EmitStart(function, field, callName, locals, parameters);
        writer.Line();
        EmitCall(function, callName, locals, parameters);
    }

    private void EmitStart(FunctionBinding function, string field, string callName, List<string> locals, List<string> parameters)
    {
        writer.Docs(function.Function.Docs.Length > 0 ? function.Function.Docs : function.WitName + ".");
        writer.Line("/// <returns>The call, which has begun.</returns>");
        writer.Open($"public {callName} {function.Name}({string.Join(", ", parameters.Prepend("ComponentInstance instance").Append("object? state = null"))})");
        writer.Line($"var call = new {callName}({string.Join(", ", locals.Select(CSharpName.Escape).Append("state"))});");
        writer.Line($"call.Start(instance, {field});");
        writer.Line("return call;");
        writer.Close();
        writer.Line();
        writer.Summary($"Begins a call of {SourceWriter.Xml(function.WitName)} that was made before.");
        writer.Line($"public void Start(ComponentInstance instance, {callName} call) => call.Start(instance, {field});");
    }

    private void EmitCall(FunctionBinding function, string callName, List<string> locals, List<string> parameters)
    {
        var result = function.Result?.CSharp ?? "Unit";
        writer.Summary($"A call of {SourceWriter.Xml(function.WitName)}.");
        writer.Open($"public class {callName} : GuestTaskCall<{result}>");
        foreach (var (parameter, local) in function.Parameters.Zip(locals, (p, l) => (p, l)))
        {
            writer.Line($"private readonly {parameter.Type.CSharp} _{local};");
        }

        writer.Line();
        writer.Summary("Prepares a call.");
        writer.Line($"public {callName}({string.Join(", ", parameters.Append("object? state = null"))})");
        writer.Indent();
        writer.Line(": base(state)");
        writer.Outdent();
        writer.Line("{");
        writer.Indent();
        foreach (var local in locals)
        {
            writer.Line($"_{local} = {CSharpName.Escape(local)};");
        }

        writer.Close();
        writer.Line();
        EmitLowering(function, locals);
        writer.Line();
        EmitLifting(function, result);
        writer.Close();
    }

    private void EmitLowering(FunctionBinding function, List<string> locals)
    {
        writer.Summary("<inheritdoc/>");
        writer.Open("protected override void LowerParameters(CanonicalContext cx, Span<ValRaw> args)");
        var lower = new LowerEmitter(codecs, binding);
        var fields = locals.Select(l => "_" + l).ToList();
        if (function.SpillsParameters)
        {
            var tuple = function.ParameterTuple;
            writer.Line($"var at = cx.Realloc({tuple.Alignment}, {tuple.Size});");
            lower.WriteMembers(writer, tuple, "at", fields, hasMemory: false);
            writer.Line("args[0].U32 = at;");
        }
        else
        {
            var index = 0;
            for (var i = 0; i < fields.Count; i++)
            {
                writer.Line(lower.Lower(function.Parameters[i].Type, "args", index, fields[i]));
                index += function.Parameters[i].Type.FlatCount;
            }
        }

        writer.Close();
    }

    private void EmitLifting(FunctionBinding function, string result)
    {
        var lift = new LiftEmitter(codecs, binding);
        writer.Summary("<inheritdoc/>");
        writer.Open($"protected override {result} Lift(CanonicalContext cx, ReadOnlySpan<ValRaw> args, bool inMemory)");
        if (function.Result is not { } type)
        {
            writer.Line("return default;");
            writer.Close();
            return;
        }

        writer.Open("if (inMemory)");
        writer.Line("var memory = cx.Memory;");
        writer.Line("var at = args[0].U32;");
        writer.Line($"return {lift.Read(type, new Place("at"))};");
        writer.Close();
        writer.Line();

        // A result of many flat values is always in memory.
        writer.Line(type.FlatCount > FunctionBinding.MaxFlatParameters
            ? "throw new InvalidOperationException(\"The result has too many flat values to be passed so.\");"
            : $"return {lift.Lift(type, "args", 0)};");
        writer.Close();
    }
}
