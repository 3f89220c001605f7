using System.Collections.Immutable;
using Whorl.Wit.Diagnostics;
using Whorl.Wit.Model;
using Whorl.Wit.Syntax;

namespace Whorl.Wit.Resolution;

/// <summary>Turns the body of a type definition into its model.</summary>
internal sealed class TypeBodyResolver(TypeScope scope, DiagnosticBag diagnostics)
{
    private const int MaxFlags = 32;

    /// <summary>Stands in for a type that could not be resolved, so that the rest is checked all the same.</summary>
    private static readonly WitType s_unknown = new WitType.Primitive(WitPrimitive.Bool);

    public WitTypeKind Resolve(WitTypeDefinition definition, TypeNode node)
    {
        switch (node.Body)
        {
            case TypeBody.Alias alias:
                return ResolveAlias(alias);
            case TypeBody.Record record:
                CheckMembers(node, record.Fields, "record", "field");
                return new WitTypeKind.Record(
                    [.. record.Fields.Select(f => new WitField(f.Name.Text, scope.Resolve(f.Type!) ?? s_unknown, f.Docs))]);
            case TypeBody.Variant variant:
                CheckMembers(node, variant.Cases, "variant", "case");
                return new WitTypeKind.Variant(
                    [.. variant.Cases.Select(c => new WitCase(c.Name.Text, c.Type is null ? null : scope.Resolve(c.Type) ?? s_unknown, c.Docs))]);
            case TypeBody.Enum @enum:
                CheckMembers(node, @enum.Cases, "enum", "case");
                return new WitTypeKind.Enum(Labels(@enum.Cases));
            case TypeBody.Flags flags:
                CheckMembers(node, flags.Labels, "flags type", "flag");
                CheckFlagCount(node, flags.Labels.Count);
                return new WitTypeKind.Flags(Labels(flags.Labels));
            default:
                // The functions of a resource are resolved after all types of the scope; see FunctionResolver.
                return new WitTypeKind.Resource([]);
        }
    }

    private static ImmutableArray<WitLabel> Labels(List<MemberNode> members) => [.. members.Select(m => new WitLabel(m.Name.Text, m.Docs))];

    private WitTypeKind.Alias ResolveAlias(TypeBody.Alias alias)
    {
        var type = scope.Resolve(alias.Type) ?? s_unknown;
        return new WitTypeKind.Alias(type, IsResourceName: alias.Type is TypeReference.Named && type is WitType.Own);
    }

    private void CheckMembers(TypeNode node, List<MemberNode> members, string what, string member)
    {
        if (members.Count == 0)
        {
            diagnostics.Error(Codes.BadShape, node.Name.Location, $"the {what} '{node.Name}' is empty", $"give it at least one {member}");
        }

        var names = new UniqueNames(diagnostics, $"the {what} '{node.Name}'");
        foreach (var item in members)
        {
            names.Add(item.Name);
        }
    }

    private void CheckFlagCount(TypeNode node, int count)
    {
        if (count > MaxFlags)
        {
            diagnostics.Error(Codes.BadShape, node.Name.Location, $"the flags type '{node.Name}' has {count} flags, more than {MaxFlags}",
                "spread them over several flags types");
        }
    }
}
