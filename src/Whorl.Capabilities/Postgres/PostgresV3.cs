using Whorl.Capabilities.Bindings.PostgresV3_0_0.Postgres;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Databases;

namespace Whorl.Capabilities.Postgres;

/// <summary>Values of <c>spin:postgres@3.0.0</c>, and .NET's own.</summary>
internal static class PostgresV3
{
    public static object?[] FromGuest(ParameterValue[] parameters) => Array.ConvertAll(parameters, FromGuest);

    public static RowSet ToGuest(SqlRows rows) => new(
        Array.ConvertAll(rows.Columns, column => new Column(column.Name, TypeOf(column.Type))),
        [.. rows.Rows.Select(row => Array.ConvertAll(row, ToGuest))]);

    public static Error ToError(Failure failure) => failure.Kind switch
    {
        FailureKind.Denied or FailureKind.BadAddress or FailureKind.Unavailable => Error.ConnectionFailed(failure.Message),
        FailureKind.BadParameter => Error.BadParameter(failure.Message),
        FailureKind.Refused or FailureKind.TooLarge => Error.QueryFailed(failure.Message),
        FailureKind.WrongType => Error.ValueConversionFailed(failure.Message),
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
        _ => DbValue.Unsupported,
    };

    private static DbDataType TypeOf(SqlType type) => type switch
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
        _ => DbDataType.Other,
    };
}
