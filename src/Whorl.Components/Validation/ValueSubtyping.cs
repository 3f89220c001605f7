using System.Collections.Immutable;
using Whorl.Components.Types;

namespace Whorl.Components.Validation;

/// <summary>Compares value types, which must be equal, and says where they differ.</summary>
internal static class ValueSubtyping
{
    /// <summary>What does not fit, or null.</summary>
    public static string? Check(ComponentType actual, ComponentType expected)
    {
        if (ReferenceEquals(actual, expected))
        {
            return null;
        }

        return (actual, expected) switch
        {
            (PrimitiveType a, PrimitiveType e) => a.Kind == e.Kind ? null : $"expected primitive `{e}` found primitive `{a}`",
            (RecordType a, RecordType e) => CheckRecord(a, e),
            (TupleType a, TupleType e) => CheckTuple(a, e),
            (VariantType a, VariantType e) => CheckVariant(a, e),
            (OptionType a, OptionType e) => Check(a.Element, e.Element),
            (ResultType a, ResultType e) => CheckPayload(a.Ok, e.Ok, "ok") ?? CheckPayload(a.Error, e.Error, "err"),
            (EnumType a, EnumType e) => SameLabels(a.Labels, e.Labels) ? null : "mismatch in enum elements",
            (FlagsType a, FlagsType e) => SameLabels(a.Labels, e.Labels) ? null : "mismatch in flags elements",
            (ListType a, ListType e) when a.FixedLength.HasValue == e.FixedLength.HasValue => CheckList(a, e),
            (MapType a, MapType e) => Within("map key", Check(a.Key, e.Key)) ?? Within("map value", Check(a.Value, e.Value)),
            (OwnType a, OwnType e) => CheckResource(a, e),
            (BorrowType a, BorrowType e) => CheckResource(a, e),
            (StreamType a, StreamType e) => CheckElement(a.Element, e.Element, "stream"),
            (FutureType a, FutureType e) => CheckElement(a.Element, e.Element, "future"),
            _ => $"expected {expected.Noun}, found {actual.Noun}",
        };
    }

    private static string? CheckRecord(RecordType actual, RecordType expected)
    {
        if (actual.Fields.Length != expected.Fields.Length)
        {
            return $"expected {expected.Fields.Length} fields, found {actual.Fields.Length}";
        }

        foreach (var (a, e) in actual.Fields.Zip(expected.Fields))
        {
            if (!SameLabel(a.Name, e.Name))
            {
                return $"expected field name `{e.Name}`, found `{a.Name}`";
            }

            if (Check(a.Type, e.Type) is { } error)
            {
                return $"type mismatch in record field `{a.Name}`: {error}";
            }
        }

        return null;
    }

    private static string? CheckTuple(TupleType actual, TupleType expected)
    {
        if (actual.Members.Length != expected.Members.Length)
        {
            return $"expected {expected.Members.Length} types, found {actual.Members.Length}";
        }

        for (var i = 0; i < actual.Members.Length; i++)
        {
            if (Check(actual.Members[i], expected.Members[i]) is { } error)
            {
                return $"type mismatch in tuple field {i}: {error}";
            }
        }

        return null;
    }

    private static string? CheckVariant(VariantType actual, VariantType expected)
    {
        if (actual.Cases.Length != expected.Cases.Length)
        {
            return $"expected {expected.Cases.Length} cases, found {actual.Cases.Length}";
        }

        foreach (var (a, e) in actual.Cases.Zip(expected.Cases))
        {
            if (!SameLabel(a.Name, e.Name))
            {
                return $"expected case named `{e.Name}`, found `{a.Name}`";
            }

            var error = (a.Type, e.Type) switch
            {
                (null, null) => null,
                (null, _) => $"expected case `{a.Name}` to have a type, found none",
                (_, null) => $"expected case `{a.Name}` to have no type",
                var (payload, wanted) => Within($"variant case `{a.Name}`", Check(payload, wanted)),
            };
            if (error is not null)
            {
                return error;
            }
        }

        return null;
    }

    private static string? CheckList(ListType actual, ListType expected) => actual.FixedLength != expected.FixedLength
        ? $"expected fixed-length {expected.FixedLength}, found size {actual.FixedLength}"
        : Check(actual.Element, expected.Element);

    private static string? CheckPayload(ComponentType? actual, ComponentType? expected, string which) => (actual, expected) switch
    {
        (null, null) => null,
        (null, _) => $"expected {which} type, but found none",
        (_, null) => $"expected {which} type to not be present",
        var (a, e) => Within($"{which} variant", Check(a, e)),
    };

    private static string? CheckElement(ComponentType? actual, ComponentType? expected, string which) => (actual, expected) switch
    {
        (null, null) => null,
        (null, _) => $"expected {which} type, but found none",
        (_, null) => $"expected {which} type to not be present",
        var (a, e) => Within(which, Check(a, e)),
    };

    private static string? CheckResource(HandleType actual, HandleType expected) =>
        ReferenceEquals(actual.Resource, expected.Resource)
            ? null
            : $"resource types are not the same ({expected.Resource} and {actual.Resource})";

    private static bool SameLabels(ImmutableArray<string> a, ImmutableArray<string> b) =>
        a.AsSpan().SequenceEqual(b.AsSpan(), StringComparer.OrdinalIgnoreCase);

    private static bool SameLabel(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static string? Within(string place, string? error) => error is null ? null : $"type mismatch in {place}: {error}";
}
