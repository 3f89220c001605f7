using Whorl.Wit.Diagnostics;
using Whorl.Wit.Model;

namespace Whorl.Wit.Syntax;

// What the parser makes: the text's structure, with names not yet looked up.

/// <summary>A name and where it stands.</summary>
internal readonly record struct Name(string Text, WitLocation Location)
{
    public override string ToString() => Text;
}

/// <summary><c>types</c>, or <c>wasi:http/types@0.2.12</c>.</summary>
internal sealed record UsePath(WitPackageName? Package, Name Item, WitLocation Location);

/// <summary>What may stand before an item: its doc comment, its gates and its external id.</summary>
internal sealed record ItemHeader(string Docs, WitStability Stability, string? ExternalId, WitLocation Location);

internal sealed record FileNode(WitSource Source, PackageNode? Package, List<PackageNode> Nested);

/// <summary>A package declaration and the items that follow it in the same file or block; no name when the file has none.</summary>
internal sealed record PackageNode(WitPackageName? Name, WitLocation Location, string Docs, List<TopLevelUse> Uses, List<PackageItem> Items)
{
    /// <summary>The tokens of the items, to compare two texts of the same package.</summary>
    public string Fingerprint { get; set; } = "";
}

internal sealed record TopLevelUse(UsePath Path, Name Alias);

internal abstract record PackageItem(Name Name, ItemHeader Header);

internal sealed record InterfaceNode(Name Name, ItemHeader Header, InterfaceBody Body) : PackageItem(Name, Header);

internal sealed record WorldNode(Name Name, ItemHeader Header, List<WorldMember> Members) : PackageItem(Name, Header);

internal sealed record InterfaceBody(List<UseNode> Uses, List<TypeNode> Types, List<FunctionNode> Functions);

internal abstract record WorldMember(ItemHeader Header);

internal sealed record WorldUse(ItemHeader Header, UseNode Use) : WorldMember(Header);

internal sealed record WorldType(ItemHeader Header, TypeNode Type) : WorldMember(Header);

internal sealed record IncludeNode(ItemHeader Header, UsePath Path, List<(Name From, Name To)> Renames) : WorldMember(Header);

/// <summary>An import or export. Exactly one of the last three is set; <see cref="Name"/> is null for a bare path.</summary>
internal sealed record ExternNode(
    ItemHeader Header, bool IsImport, Name? Name, UsePath? Path, InterfaceBody? Interface, FunctionTypeNode? Function) : WorldMember(Header);

internal sealed record UseNode(ItemHeader Header, UsePath Path, List<(Name Item, Name Alias)> Names);

internal sealed record FunctionNode(Name Name, ItemHeader Header, WitFunctionKind Kind, FunctionTypeNode Type);

internal sealed record FunctionTypeNode(bool IsAsync, List<(Name Name, TypeReference Type)> Parameters, TypeReference? Result);

internal sealed record TypeNode(Name Name, ItemHeader Header, TypeBody Body);

internal abstract record TypeBody
{
    public sealed record Alias(TypeReference Type) : TypeBody;

    public sealed record Record(List<MemberNode> Fields) : TypeBody;

    public sealed record Variant(List<MemberNode> Cases) : TypeBody;

    public sealed record Enum(List<MemberNode> Cases) : TypeBody;

    public sealed record Flags(List<MemberNode> Labels) : TypeBody;

    public sealed record Resource(List<FunctionNode> Functions) : TypeBody;
}

/// <summary>A field, case or label.</summary>
internal sealed record MemberNode(Name Name, string Docs, TypeReference? Type);

internal abstract record TypeReference(WitLocation Location)
{
    public sealed record Primitive(WitLocation Location, WitPrimitive Kind) : TypeReference(Location);

    public sealed record Named(Name Name) : TypeReference(Name.Location);

    public sealed record List(WitLocation Location, TypeReference Element, uint? Length) : TypeReference(Location);

    public sealed record Map(WitLocation Location, TypeReference Key, TypeReference Value) : TypeReference(Location);

    public sealed record Option(WitLocation Location, TypeReference Element) : TypeReference(Location);

    public sealed record Result(WitLocation Location, TypeReference? Ok, TypeReference? Error) : TypeReference(Location);

    public sealed record Tuple(WitLocation Location, List<TypeReference> Elements) : TypeReference(Location);

    public sealed record Future(WitLocation Location, TypeReference? Element) : TypeReference(Location);

    public sealed record Stream(WitLocation Location, TypeReference? Element) : TypeReference(Location);

    public sealed record Own(Name Name) : TypeReference(Name.Location);

    public sealed record Borrow(Name Name) : TypeReference(Name.Location);
}
