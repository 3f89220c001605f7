using Whorl.Bindings.Naming;
using Whorl.Wit.Model;

namespace Whorl.Bindings.Binding;

/// <summary>One import or export of the world: an interface, or the functions that the world itself has.</summary>
/// <param name="witName">The name that a component uses; empty for the world's own functions.</param>
/// <param name="namespace">The C# namespace.</param>
/// <param name="isExport">Whether guests implement it.</param>
/// <param name="interface">The interface, or null for the world itself.</param>
internal sealed class InterfaceBinding(string witName, string @namespace, bool isExport, WitInterface? @interface)
{
    public string WitName { get; } = witName;

    public string Namespace { get; } = @namespace;

    public bool IsExport { get; } = isExport;

    public WitInterface? Interface { get; } = @interface;

    /// <summary>The C# type names of the namespace.</summary>
    public NameTable TypeNames { get; } = new(LibraryNames.All);

    /// <summary>The members of the glue class.</summary>
    public NameTable GlueNames { get; } = new([.. LibraryNames.All, "Interface"]);

    /// <summary>The class that holds identities and codecs; an export shows another one to the host.</summary>
    public string GlueClass => IsExport ? "Codec" : "Glue";

    /// <summary>The resources by their definitions, in the order of the text.</summary>
    public List<ResourceBinding> Resources { get; } = [];

    /// <summary>Records, variants, enums and flags, in the order of the text.</summary>
    public List<BoundType> Types { get; } = [];

    /// <summary>The functions that have bindings.</summary>
    public List<FunctionBinding> Functions { get; } = [];

    /// <summary>The doc comment, or empty.</summary>
    public string Docs { get; init; } = "";

    public override string ToString() => WitName.Length > 0 ? WitName : Namespace;
}
