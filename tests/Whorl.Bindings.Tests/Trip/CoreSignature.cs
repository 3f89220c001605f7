using Whorl.Wit.Model;

namespace Whorl.Bindings.Tests.Trip;

/// <summary>The core types of a function, flattened by the canonical ABI's rules, apart from the generator's own.</summary>
/// <param name="Parameters">One i32 when the parameters are in memory.</param>
/// <param name="Results">All flat results; more than one means that the result is in memory.</param>
internal sealed record CoreSignature(string[] Parameters, string[] Results)
{
    public static CoreSignature Of(WitFunction function)
    {
        string[] parameters = [.. function.Parameters.SelectMany(p => Flatten(p.Type))];
        return new CoreSignature(parameters.Length > 16 ? ["i32"] : parameters, [.. Flatten(function.Result)]);
    }

    private static IEnumerable<string> Flatten(WitType? type) => type switch
    {
        null => [],
        WitType.Primitive { Kind: WitPrimitive.String } or WitType.List => ["i32", "i32"],
        WitType.Primitive { Kind: WitPrimitive.U64 or WitPrimitive.S64 } => ["i64"],
        WitType.Primitive { Kind: WitPrimitive.F32 } => ["f32"],
        WitType.Primitive { Kind: WitPrimitive.F64 } => ["f64"],
        WitType.Option option => FlattenCases([null, option.Element]),
        WitType.Result result => FlattenCases([result.Ok, result.Error]),
        WitType.Tuple tuple => tuple.Elements.SelectMany(Flatten),
        WitType.Named named => Flatten(named.Definition.Target.Kind),
        _ => ["i32"],
    };

    private static IEnumerable<string> Flatten(WitTypeKind kind) => kind switch
    {
        WitTypeKind.Alias alias => Flatten(alias.Type),
        WitTypeKind.Record record => record.Fields.SelectMany(f => Flatten(f.Type)),
        WitTypeKind.Variant variant => FlattenCases(variant.Cases.Select(c => c.Type)),
        _ => ["i32"],
    };

    private static IEnumerable<string> FlattenCases(IEnumerable<WitType?> cases)
    {
        var joined = new List<string>();
        foreach (var flat in cases.Select(c => Flatten(c).ToList()))
        {
            for (var i = 0; i < flat.Count; i++)
            {
                if (i == joined.Count)
                {
                    joined.Add(flat[i]);
                }
                else if (joined[i] != flat[i])
                {
                    joined[i] = IsNarrow(joined[i]) && IsNarrow(flat[i]) ? "i32" : "i64";
                }
            }
        }

        return joined.Prepend("i32");
    }

    private static bool IsNarrow(string core) => core is "i32" or "f32";
}
