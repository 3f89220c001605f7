namespace Whorl.Bindings.Binding;

/// <summary>A resource of an interface.</summary>
/// <param name="Owner">The interface that defines it.</param>
/// <param name="WitName">Its name in WIT.</param>
/// <param name="InterfaceName">The C# interface of a host resource, or the C# struct of a guest's.</param>
/// <param name="FieldName">The field of the glue class that identifies it.</param>
/// <param name="Docs">Doc comment, or empty.</param>
internal sealed record ResourceBinding(InterfaceBinding Owner, string WitName, string InterfaceName, string FieldName, string Docs)
{
    /// <summary>Whether a guest implements it, and not the host.</summary>
    public bool IsGuest => Owner.IsExport;

    public string CSharp => $"global::{Owner.Namespace}.{InterfaceName}";

    /// <summary>The C# expression for its identity: a <c>HostResource</c>, or an <c>ExportedResource</c>.</summary>
    public string Identity => $"global::{Owner.Namespace}.{Owner.GlueClass}.{FieldName}";
}

/// <summary>A handle to a resource.</summary>
internal sealed class HandleType(ResourceBinding resource, bool isOwned) : BoundType
{
    public ResourceBinding Resource { get; } = resource;

    public bool IsOwned { get; } = isOwned;

    public override string CSharp => Resource.CSharp;

    public override string Id => (IsOwned ? "Own" : "Borrowed") + Resource.InterfaceName;

    public override string Key => $"{(IsOwned ? "own" : "borrow")}<{CSharp}>";

    public override bool IsReference => !Resource.IsGuest;

    public override int Size => 4;

    public override int Alignment => 4;

    public override int FlatCount => 1;

    /// <summary>Lifts a handle.</summary>
    public string Lift(string number) => Resource.IsGuest
        ? $"new {CSharp}(cx.Take({number}, {Resource.Identity}))"
        : $"cx.{(IsOwned ? "Take" : "Borrow")}<{CSharp}>({number}, {Resource.Identity})";

    /// <summary>Lowers a handle.</summary>
    public string Lower(string value) =>
        $"cx.{(IsOwned ? "Own" : "Lend")}({value}{(Resource.IsGuest ? ".Handle" : "")}, {Resource.Identity})";
}
