using Whorl.Wit.Model;

namespace Whorl.Bindings.Tests.Trip;

/// <summary>Types in the component text format.</summary>
internal static class ComponentTypeText
{
    public static string Function(WitFunction function)
    {
        var parameters = string.Concat(function.Parameters.Select(p => $" (param \"{p.Name}\" {Type(p.Type)})"));
        return $"(func{parameters}{(function.Result is null ? "" : $" (result {Type(function.Result)})")})";
    }

    public static string Definition(WitTypeKind kind) => kind switch
    {
        WitTypeKind.Alias alias => Type(alias.Type),
        WitTypeKind.Record record => $"(record {string.Join(' ', record.Fields.Select(f => $"(field \"{f.Name}\" {Type(f.Type)})"))})",
        WitTypeKind.Variant variant =>
            $"(variant {string.Join(' ', variant.Cases.Select(c => $"(case \"{c.Name}\"{(c.Type is null ? "" : " " + Type(c.Type))})"))})",
        WitTypeKind.Enum labels => $"(enum {string.Join(' ', labels.Cases.Select(c => $"\"{c.Name}\""))})",
        WitTypeKind.Flags flags => $"(flags {string.Join(' ', flags.Labels.Select(l => $"\"{l.Name}\""))})",
        _ => throw new ArgumentException($"{kind} is not expected here.", nameof(kind)),
    };

    public static string Type(WitType type) => type switch
    {
        WitType.Primitive primitive => primitive.Kind.ToString().ToLowerInvariant(),
        WitType.Named named => "$" + named.Definition.Target.Name,
        WitType.List list => $"(list {Type(list.Element)})",
        WitType.Option option => $"(option {Type(option.Element)})",
        WitType.Result result =>
            $"(result{(result.Ok is null ? "" : " " + Type(result.Ok))}{(result.Error is null ? "" : $" (error {Type(result.Error)})")})",
        WitType.Tuple tuple => $"(tuple {string.Join(' ', tuple.Elements.Select(Type))})",
        WitType.Own own => $"(own ${own.Resource.Target.Name})",
        WitType.Borrow borrow => $"(borrow ${borrow.Resource.Target.Name})",
        _ => throw new ArgumentException($"{type} is not expected here.", nameof(type)),
    };
}
