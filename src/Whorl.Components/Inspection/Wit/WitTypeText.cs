using System.Globalization;
using Whorl.Components.Types;

namespace Whorl.Components.Inspection.Wit;

/// <summary>Puts types into WIT's words, as one scope sees them.</summary>
internal readonly struct WitTypeText(WitScope scope, WitTypeNames names)
{
    /// <summary>A type where it is used.</summary>
    public string Of(ComponentType type) => names.Find(type) is { } home ? WitName.Of(scope.NameOf(type, home)) : Written(type);

    /// <summary>What a name for a type stands for: an owned handle is not the resource itself.</summary>
    public string Alias(ComponentType type) => type is OwnType own ? $"own<{Resource(own.Name)}>" : Written(type);

    public string Function(ComponentFuncType type, int skip = 0)
    {
        var result = type.Result is null ? "" : " -> " + Of(type.Result);
        return $"{(type.IsAsync ? "async " : "")}func({Parameters(type, skip)}){result}";
    }

    public string Parameters(ComponentFuncType type, int skip)
    {
        var text = this;
        return string.Join(", ", type.Parameters.Skip(skip).Select(p => $"{WitName.Of(p.Name)}: {text.Of(p.Type)}"));
    }

    private string Written(ComponentType type) => type switch
    {
        PrimitiveType or null => type!.Signature,
        ListType { FixedLength: { } length } list => string.Create(CultureInfo.InvariantCulture, $"list<{Of(list.Element)}, {length}>"),
        ListType list => $"list<{Of(list.Element)}>",
        MapType map => $"map<{Of(map.Key)}, {Of(map.Value)}>",
        TupleType tuple => $"tuple<{string.Join(", ", tuple.Members.Select(Of))}>",
        OptionType option => $"option<{Of(option.Element)}>",
        ResultType result => Result(result),
        StreamType stream => "stream" + Argument(stream.Element),
        FutureType future => "future" + Argument(future.Element),
        OwnType own => Resource(own.Name),
        BorrowType borrow => $"borrow<{Resource(borrow.Name)}>",
        _ => WitName.Of(scope.NameUnknown(type)),
    };

    private string Resource(ResourceName name) =>
        WitName.Of(names.Find(name) is { } home ? scope.NameOf(name, home) : scope.NameUnknown(name));

    private string Argument(ComponentType? element) => element is null ? "" : $"<{Of(element)}>";

    private string Result(ResultType result) => result switch
    {
        { Ok: null, Error: null } => "result",
        { Error: null } => $"result<{Of(result.Ok!)}>",
        _ => $"result<{(result.Ok is null ? "_" : Of(result.Ok))}, {Of(result.Error)}>",
    };
}
