using System.Text;
using Whorl.Wit.Model;

namespace Whorl.Bindings.Tests.Trip;

/// <summary>
/// Writes a component that imports an interface and exports the same one, each exported function handing its core values on to the
/// imported one. What the host calls thus comes back to the host, lifted and lowered on the way by generated code alone.
/// </summary>
internal static class ForwardingGuest
{
    /// <param name="types">The interface that defines the types.</param>
    /// <param name="functions">The interface to import and to export.</param>
    /// <param name="encoding"><c>utf8</c>, <c>utf16</c> or <c>latin1+utf16</c>.</param>
    public static string Write(WitInterface types, WitInterface functions, string encoding)
    {
        var options = Options(encoding);
        var text = new StringBuilder("(component\n");
        WriteImports(text, types, functions);
        text.Append(Libc).Append("(core instance $libc (instantiate $libc))\n");
        text.Append("(core func $drop (canon resource.drop $thing))\n");
        foreach (var function in functions.Functions)
        {
            text.Append($"(core func ${function.Name} (canon lower (func $there \"{function.Name}\") {options}))\n");
        }

        WriteForwarder(text, functions);
        foreach (var function in functions.Functions)
        {
            var type = ComponentTypeText.Function(function)["(func".Length..^1];
            text.Append($"(func $lifted-{function.Name}{type} (canon lift (core func $m \"{function.Name}\") {options}))\n");
        }

        text.Append($"(instance $back {Exports(functions, "lifted-")})\n(export \"{functions.QualifiedName}\" (instance $back)))");
        return text.ToString();
    }

    /// <summary>The canonical options, for a core instance <c>$libc</c>.</summary>
    public static string Options(string encoding) =>
        $"(memory (core memory $libc \"mem\")) (realloc (core func $libc \"realloc\")) string-encoding={encoding}";

    /// <summary>Imports both interfaces, the second as <c>$there</c>.</summary>
    public static void WriteImports(StringBuilder text, WitInterface types, WitInterface functions)
    {
        WriteTypes(text, types);
        text.Append($"(import \"{functions.QualifiedName}\" (instance $there\n");
        foreach (var type in types.Types)
        {
            text.Append($"  (alias outer 1 ${type.Name} (type ${type.Name}))\n");
        }

        foreach (var function in functions.Functions)
        {
            text.Append($"  (export \"{function.Name}\" {ComponentTypeText.Function(function)})\n");
        }

        text.Append("))\n");
    }

    private static string Libc => """
        (core module $libc
          (memory (export "mem") 64)
          (global $top (mut i32) (i32.const 4096))
          (func (export "realloc") (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
            (local $new i32)
            (local.set $new (i32.and (i32.add (global.get $top) (i32.const 7)) (i32.const -8)))
            (global.set $top (i32.add (local.get $new) (local.get $size)))
            (memory.copy (local.get $new) (local.get $old) (local.get $old-size))
            (local.get $new)))

        """;

    private static string Exports(WitInterface functions, string prefix) =>
        string.Concat(functions.Functions.Select(f => $"\n  (export \"{f.Name}\" (func ${prefix}{f.Name}))"));

    private static void WriteTypes(StringBuilder text, WitInterface types)
    {
        text.Append($"(import \"{types.QualifiedName}\" (instance $types\n");
        foreach (var type in types.Types)
        {
            text.Append(type.IsResource
                ? $"  (export \"{type.Name}\" (type ${type.Name} (sub resource)))\n"
                : $"  (type $'{type.Name} {ComponentTypeText.Definition(type.Kind)})\n  (export \"{type.Name}\" (type ${type.Name} (eq $'{type.Name})))\n");
        }

        text.Append("))\n");
        foreach (var type in types.Types)
        {
            text.Append($"(alias export $types \"{type.Name}\" (type ${type.Name}))\n");
        }
    }

    private static void WriteForwarder(StringBuilder text, WitInterface functions)
    {
        text.Append("(core module $m\n  (import \"libc\" \"realloc\" (func $realloc (param i32 i32 i32 i32) (result i32)))\n");
        text.Append("  (import \"there\" \"drop\" (func $drop (param i32)))\n");
        foreach (var function in functions.Functions)
        {
            var core = CoreSignature.Of(function);
            var parameters = string.Join(' ', core.Results.Length > 1 ? [.. core.Parameters, "i32"] : core.Parameters);
            var results = core.Results.Length == 1 ? $" (result {core.Results[0]})" : "";
            text.Append($"  (import \"there\" \"{function.Name}\" (func ${function.Name} (param {parameters}){results}))\n");
        }

        foreach (var function in functions.Functions)
        {
            WriteForwardingFunction(text, function);
        }

        text.Append(")\n(core instance $m (instantiate $m (with \"libc\" (instance $libc)) (with \"there\" (instance")
            .Append("\n  (export \"drop\" (func $drop))").Append(Exports(functions, "")).Append("))))\n");
    }

    private static void WriteForwardingFunction(StringBuilder text, WitFunction function)
    {
        var core = CoreSignature.Of(function);
        var arguments = string.Concat(core.Parameters.Select((_, i) => $"(local.get {i})"));
        var result = core.Results.Length switch { 0 => "", 1 => $" (result {core.Results[0]})", _ => " (result i32)" };
        text.Append($"  (func (export \"{function.Name}\") (param {string.Join(' ', core.Parameters)}){result} (local $area i32)\n");

        // A borrowed handle has to be dropped before the call returns, and after the host is done with it.
        var drop = function.Parameters.Any(p => p.Type is WitType.Borrow) ? "(call $drop (local.get 0))" : "";
        text.Append(core.Results.Length > 1
            ? "    (local.set $area (call $realloc (i32.const 0) (i32.const 0) (i32.const 8) (i32.const 256)))\n"
                + $"    (call ${function.Name} {arguments}(local.get $area)){drop}(local.get $area))\n"
            : $"    (call ${function.Name} {arguments}){drop})\n");
    }
}
