using Whorl.Wit.Model;
using Whorl.Wit.Syntax;

namespace Whorl.Wit.Printing;

/// <summary>Types, function types and names as WIT spells them.</summary>
internal sealed class TypeText
{
    /// <summary>A name, with <c>%</c> when it would be a keyword or a built-in type.</summary>
    public static string Name(string name) => Keywords.Contains(name) || name == "error-context" ? "%" + name : name;

    /// <summary>How <paramref name="from"/> names an interface.</summary>
    public static string Path(WitInterface target, WitPackage from) => 
        target.Package == from ? Name(target.Name!) : Package(target.Package.Name, "/" + Name(target.Name!));

    /// <summary>The name of a package, and, before the version, a path in it.</summary>
    public static string Package(WitPackageName package, string path = "") =>
        string.Join(":", package.Namespaces.Select(Name)) + ":" + string.Join("/", package.Names.Select(Name)) + path
            + (package.Version is null ? "" : "@" + package.Version);

    public string Type(WitType type) => type switch
    {
        WitType.Primitive { Kind: WitPrimitive.ErrorContext } => "error-context",
        WitType.Primitive primitive => Word(primitive.Kind),
        WitType.Named named => Name(named.Definition.Name),
        WitType.List { Length: { } length } list => $"list<{Type(list.Element)}, {length}>",
        WitType.List list => $"list<{Type(list.Element)}>",
        WitType.Map map => $"map<{Word(map.Key)}, {Type(map.Value)}>",
        WitType.Option option => $"option<{Type(option.Element)}>",
        WitType.Result result => Result(result),
        WitType.Tuple tuple => $"tuple<{string.Join(", ", tuple.Elements.Select(Type))}>",
        WitType.Future future => "future" + Argument(future.Element),
        WitType.Stream stream => "stream" + Argument(stream.Element),
        WitType.Own own => Name(own.Resource.Name),
        WitType.Borrow borrow => $"borrow<{Name(borrow.Resource.Name)}>",
        _ => throw new ArgumentException($"The type {type} is not known.", nameof(type)),
    };

    /// <summary>What an alias stands for; an alias of an owned handle is not an alias of its resource.</summary>
    public string AliasTarget(WitTypeKind.Alias alias) => alias is { Type: WitType.Own own, IsResourceName: false }
        ? $"own<{Name(own.Resource.Name)}>"
        : Type(alias.Type);

    public string Function(WitFunction function)
    {
        var parameters = Parameters(function, skip: function.Kind == WitFunctionKind.Method ? 1 : 0);
        var result = function.Result is null ? "" : " -> " + Type(function.Result);
        return $"{(function.IsAsync ? "async " : "")}func({parameters}){result}";
    }

    public string ResourceFunction(WitFunction function)
    {
        if (function.Kind == WitFunctionKind.Constructor)
        {
            var result = function.Result is WitType.Own ? "" : " -> " + Type(function.Result!);
            return $"constructor({Parameters(function, skip: 0)}){result}";
        }

        return $"{Name(function.Name)}: {(function.Kind == WitFunctionKind.Static ? "static " : "")}{Function(function)}";
    }

    private static string Word(WitPrimitive primitive) => primitive.ToString().ToLowerInvariant();

    private string Parameters(WitFunction function, int skip) =>
        string.Join(", ", function.Parameters.Skip(skip).Select(p => $"{Name(p.Name)}: {Type(p.Type)}"));

    private string Argument(WitType? element) => element is null ? "" : $"<{Type(element)}>";

    private string Result(WitType.Result result) => result switch
    {
        { Ok: null, Error: null } => "result",
        { Error: null } => $"result<{Type(result.Ok!)}>",
        _ => $"result<{(result.Ok is null ? "_" : Type(result.Ok))}, {Type(result.Error)}>",
    };
}
