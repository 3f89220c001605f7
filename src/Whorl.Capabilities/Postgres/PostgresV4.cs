using System.Globalization;
using NpgsqlTypes;
using Whorl.Capabilities.Bindings.PostgresV4_2_0.Postgres;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Databases;
using Whorl.Components.Hosting;

namespace Whorl.Capabilities.Postgres;

/// <summary>Values of <c>spin:postgres@4</c>, and .NET's own.</summary>
internal static class PostgresV4
{
    public static object?[] FromGuest(ParameterValue[] parameters) => Array.ConvertAll(parameters, FromGuest);

    public static Column[] Columns(SqlRows rows) => Array.ConvertAll(rows.Columns, column => new Column(column.Name, TypeOf(column)));

    public static DbValue[][] Rows(SqlRows rows) => [.. rows.Rows.Select(row => Array.ConvertAll(row, ToGuest))];

    public static Error ToError(Failure failure) => failure switch
    {
        SqlFailure e => Error.QueryFailed(QueryError.DbError(new DbError(
            e.Text, e.Severity, e.Code, e.Reason, e.Detail is null ? Option<string>.None : e.Detail, e.Extras))),
        { Kind: FailureKind.Denied or FailureKind.BadAddress or FailureKind.Unavailable } => Error.ConnectionFailed(failure.Message),
        { Kind: FailureKind.BadParameter } => Error.BadParameter(failure.Message),
        { Kind: FailureKind.Refused or FailureKind.TooLarge } => Error.QueryFailed(QueryError.Text(failure.Message)),
        { Kind: FailureKind.WrongType } => Error.ValueConversionFailed(failure.Message),
        _ => Error.Other(failure.Message),
    };

    private static object? FromGuest(ParameterValue value) => value.Kind switch
    {
        ParameterValueKind.Boolean => value.AsBoolean(),
        ParameterValueKind.Int8 => value.AsInt8(),
        ParameterValueKind.Int16 => value.AsInt16(),
        ParameterValueKind.Int32 => value.AsInt32(),
        ParameterValueKind.Int64 => value.AsInt64(),
        ParameterValueKind.Floating32 => value.AsFloating32(),
        ParameterValueKind.Floating64 => value.AsFloating64(),
        ParameterValueKind.Str => value.AsStr(),
        ParameterValueKind.Binary => value.AsBinary(),
        ParameterValueKind.Date => PostgresTimes.Date(value.AsDate()),
        ParameterValueKind.Time => PostgresTimes.Time(value.AsTime()),
        ParameterValueKind.Datetime => PostgresTimes.Datetime(value.AsDatetime()),
        ParameterValueKind.Timestamp => PostgresTimes.Timestamp(value.AsTimestamp()),
        ParameterValueKind.Uuid => Guid.TryParse(value.AsUuid(), out Guid id) ? id : throw Bad($"`{value.AsUuid()}` is not a UUID"),
        ParameterValueKind.Jsonb => new PostgresJson(value.AsJsonb()),
        ParameterValueKind.Decimal => ParseDecimal(value.AsDecimal()),
        ParameterValueKind.RangeInt32 => Range(value.AsRangeInt32(), number => number),
        ParameterValueKind.RangeInt64 => Range(value.AsRangeInt64(), number => number),
        ParameterValueKind.RangeDecimal => Range(value.AsRangeDecimal(), ParseDecimal),
        ParameterValueKind.ArrayInt32 => Array.ConvertAll(value.AsArrayInt32(), item => item.TryGet(out int number) ? number : (int?)null),
        ParameterValueKind.ArrayInt64 => Array.ConvertAll(value.AsArrayInt64(), item => item.TryGet(out long number) ? number : (long?)null),
        ParameterValueKind.ArrayDecimal => Array.ConvertAll(value.AsArrayDecimal(), item => item.TryGet(out string? text) ? ParseDecimal(text) : (decimal?)null),
        ParameterValueKind.ArrayStr => Array.ConvertAll(value.AsArrayStr(), item => item.TryGet(out string? text) ? text : null),
        ParameterValueKind.Interval => new NpgsqlInterval(value.AsInterval().Months, value.AsInterval().Days, value.AsInterval().Micros),
        _ => null,
    };

    private static DbValue ToGuest(object? value) => value switch
    {
        null => DbValue.DbNull,
        bool v => DbValue.Boolean(v),
        sbyte v => DbValue.Int8(v),
        short v => DbValue.Int16(v),
        int v => DbValue.Int32(v),
        long v => DbValue.Int64(v),
        float v => DbValue.Floating32(v),
        double v => DbValue.Floating64(v),
        string v => DbValue.Str(v),
        byte[] v => DbValue.Binary(v),
        DateOnly v => DbValue.Date(PostgresTimes.ToGuest(v)),
        TimeOnly v => DbValue.Time(PostgresTimes.ToGuest(v)),
        DateTime v => DbValue.Datetime(PostgresTimes.ToGuest(v)),
        Guid v => DbValue.Uuid(v.ToString()),
        PostgresJson v => DbValue.Jsonb(v.Content),
        decimal v => DbValue.Decimal(Text(v)),
        NpgsqlRange<int> v => DbValue.RangeInt32(Bounds(v, number => number)),
        NpgsqlRange<long> v => DbValue.RangeInt64(Bounds(v, number => number)),
        NpgsqlRange<decimal> v => DbValue.RangeDecimal(Bounds(v, Text)),
        int?[] v => DbValue.ArrayInt32(Array.ConvertAll(v, item => item is { } number ? number : Option<int>.None)),
        long?[] v => DbValue.ArrayInt64(Array.ConvertAll(v, item => item is { } number ? number : Option<long>.None)),
        decimal?[] v => DbValue.ArrayDecimal(Array.ConvertAll(v, item => item is { } number ? Text(number) : Option<string>.None)),
        string?[] v => DbValue.ArrayStr(Array.ConvertAll(v, item => item is { } text ? text : Option<string>.None)),
        NpgsqlInterval v => DbValue.Interval(new Interval(v.Time, v.Days, v.Months)),
        UnsupportedValue v => DbValue.Unsupported(v.Content),
        _ => DbValue.Unsupported([]),
    };

    private static DbDataType TypeOf(SqlColumn column) => column.Type switch
    {
        SqlType.Boolean => DbDataType.Boolean,
        SqlType.Int8 => DbDataType.Int8,
        SqlType.Int16 => DbDataType.Int16,
        SqlType.Int32 => DbDataType.Int32,
        SqlType.Int64 => DbDataType.Int64,
        SqlType.Floating32 => DbDataType.Floating32,
        SqlType.Floating64 => DbDataType.Floating64,
        SqlType.Str => DbDataType.Str,
        SqlType.Binary => DbDataType.Binary,
        SqlType.Date => DbDataType.Date,
        SqlType.Time => DbDataType.Time,
        SqlType.Datetime => DbDataType.Datetime,
        SqlType.Uuid => DbDataType.Uuid,
        SqlType.Jsonb => DbDataType.Jsonb,
        SqlType.Decimal => DbDataType.Decimal,
        SqlType.RangeInt32 => DbDataType.RangeInt32,
        SqlType.RangeInt64 => DbDataType.RangeInt64,
        SqlType.RangeDecimal => DbDataType.RangeDecimal,
        SqlType.ArrayInt32 => DbDataType.ArrayInt32,
        SqlType.ArrayInt64 => DbDataType.ArrayInt64,
        SqlType.ArrayDecimal => DbDataType.ArrayDecimal,
        SqlType.ArrayStr => DbDataType.ArrayStr,
        SqlType.Interval => DbDataType.Interval,
        _ => DbDataType.Other(column.TypeName),
    };

    private static NpgsqlRange<TValue> Range<T, TValue>((Option<(T Value, RangeBoundKind Kind)> Lower, Option<(T Value, RangeBoundKind Kind)> Upper) range, Func<T, TValue> convert)
    {
        bool hasLower = range.Lower.TryGet(out (T Value, RangeBoundKind Kind) lower);
        bool hasUpper = range.Upper.TryGet(out (T Value, RangeBoundKind Kind) upper);
        return new NpgsqlRange<TValue>(
            hasLower ? convert(lower.Value) : default!,
            hasLower && lower.Kind == RangeBoundKind.Inclusive,
            !hasLower,
            hasUpper ? convert(upper.Value) : default!,
            hasUpper && upper.Kind == RangeBoundKind.Inclusive,
            !hasUpper);
    }

    private static (Option<(TValue, RangeBoundKind)>, Option<(TValue, RangeBoundKind)>) Bounds<T, TValue>(NpgsqlRange<T> range, Func<T, TValue> convert)
    {
        return (
            range.IsEmpty || range.LowerBoundInfinite ? Option<(TValue, RangeBoundKind)>.None : (convert(range.LowerBound!), Kind(range.LowerBoundIsInclusive)),
            range.IsEmpty || range.UpperBoundInfinite ? Option<(TValue, RangeBoundKind)>.None : (convert(range.UpperBound!), Kind(range.UpperBoundIsInclusive)));

        static RangeBoundKind Kind(bool isInclusive) => isInclusive ? RangeBoundKind.Inclusive : RangeBoundKind.Exclusive;
    }

    private static decimal ParseDecimal(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : throw Bad($"`{text}` is not a decimal number");

    private static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    private static FailureException Bad(string message) => new(FailureKind.BadParameter, message);
}
