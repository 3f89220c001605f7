using System.Collections.Immutable;

namespace Whorl.Conformance.Values;

/// <summary>Decides whether a result is the one a script expects.</summary>
internal static class ValueMatcher
{
    public static bool Matches(WastValue? expected, WastValue? actual) => (expected, actual) switch
    {
        (null, null) => true,
        (FloatValue e, FloatValue a) => MatchesFloat(e, a),
        (ListValue e, ListValue a) => MatchesAll(e.Elements, a.Elements),
        (TupleValue e, TupleValue a) => MatchesAll(e.Elements, a.Elements),
        (RecordValue e, RecordValue a) => e.Fields.Length == a.Fields.Length
            && e.Fields.Zip(a.Fields).All(pair => pair.First.Name == pair.Second.Name && Matches(pair.First.Value, pair.Second.Value)),
        (VariantValue e, VariantValue a) => e.Case == a.Case && Matches(e.Payload, a.Payload),
        (OptionValue e, OptionValue a) => Matches(e.Payload, a.Payload),
        (ResultValue e, ResultValue a) => e.IsOk == a.IsOk && Matches(e.Payload, a.Payload),
        // A script may name the flags in any order.
        (FlagsValue e, FlagsValue a) => e.Names.ToHashSet().SetEquals(a.Names),
        (not null and not OpaqueValue, not null) => expected == actual,
        _ => false,
    };

    private static bool MatchesFloat(FloatValue expected, FloatValue actual)
    {
        if (expected.Format != actual.Format)
        {
            return false;
        }
        return expected.Nan == NanClass.Exact
            ? expected.Bits == actual.Bits
            : expected.Format.IsOfClass(actual.Bits, expected.Nan);
    }

    private static bool MatchesAll(ImmutableArray<WastValue> expected, ImmutableArray<WastValue> actual) =>
        expected.Length == actual.Length && expected.Zip(actual).All(pair => Matches(pair.First, pair.Second));
}
