using Whorl.Wit.Model;

namespace Whorl.Wit.Resolution;

/// <summary>Looks for borrowed handles, which may not outlive a call.</summary>
internal static class Borrows
{
    public static bool IsIn(WitType? type) => type switch
    {
        WitType.Borrow => true,
        WitType.Named named => IsIn(named.Definition.Target.Kind),
        WitType.List list => IsIn(list.Element),
        WitType.Map map => IsIn(map.Value),
        WitType.Option option => IsIn(option.Element),
        WitType.Result result => IsIn(result.Ok) || IsIn(result.Error),
        WitType.Tuple tuple => tuple.Elements.Any(IsIn),
        _ => false,
    };

    private static bool IsIn(WitTypeKind? kind) => kind switch
    {
        WitTypeKind.Alias alias => IsIn(alias.Type),
        WitTypeKind.Record record => record.Fields.Any(f => IsIn(f.Type)),
        WitTypeKind.Variant variant => variant.Cases.Any(c => IsIn(c.Type)),
        _ => false,
    };
}
