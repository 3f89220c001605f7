using System.Text;
using Whorl.Bindings.Tests.Trip;
using Whorl.Wit.Model;

namespace Whorl.Bindings.Tests.Hostile;

/// <summary>
/// Writes a component that imports an interface and exports <c>poke-f: func(a: u32, b: u32) -> u32</c> for each of its functions f,
/// which calls f with the two numbers as its core parameters, as many as it takes.
/// </summary>
internal static class PokingGuest
{
    public static string Write(WitInterface types, WitInterface targets)
    {
        var text = new StringBuilder("(component\n");
        ForwardingGuest.WriteImports(text, types, targets);
        text.Append("""
            (core module $libc
              (memory (export "mem") 1)
              (data (i32.const 64) "\ff")
              (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024)))
            (core instance $libc (instantiate $libc))

            """);
        foreach (var function in targets.Functions)
        {
            text.Append($"(core func ${function.Name} (canon lower (func $there \"{function.Name}\") {ForwardingGuest.Options("utf8")}))\n");
        }

        text.Append("(core module $m\n");
        foreach (var function in targets.Functions)
        {
            var (parameters, hasResult) = Core(function);
            text.Append($"  (import \"t\" \"{function.Name}\" (func ${function.Name} (param {parameters}){(hasResult ? " (result i32)" : "")}))\n");
        }

        foreach (var function in targets.Functions)
        {
            var (parameters, hasResult) = Core(function);
            var arguments = string.Concat(parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((_, i) => $"(local.get {i})"));
            var call = $"(call ${function.Name} {arguments})";
            text.Append($"  (func (export \"{function.Name}\") (param i32 i32) (result i32) {call}{(hasResult ? "" : "(i32.const 0)")})\n");
        }

        text.Append(")\n(core instance $m (instantiate $m (with \"t\" (instance");
        text.Append(string.Concat(targets.Functions.Select(f => $"\n  (export \"{f.Name}\" (func ${f.Name}))"))).Append("))))\n");
        foreach (var function in targets.Functions)
        {
            text.Append($"(func (export \"poke-{function.Name}\") (param \"a\" u32) (param \"b\" u32) (result u32) (canon lift (core func $m \"{function.Name}\")))\n");
        }

        return text.Append(')').ToString();
    }

    private static (string Parameters, bool HasResult) Core(WitFunction function)
    {
        var core = CoreSignature.Of(function);
        string[] parameters = core.Results.Length > 1 ? [.. core.Parameters, "i32"] : core.Parameters;
        return (string.Join(' ', parameters), core.Results.Length == 1);
    }
}
