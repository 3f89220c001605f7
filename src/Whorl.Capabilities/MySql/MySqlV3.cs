using Whorl.Capabilities.Bindings.Mysql.Mysql;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Databases;

namespace Whorl.Capabilities.MySql;

/// <summary>Values in <c>spin:mysql@3.0.0</c>, and .NET's own types.</summary>
internal static class MySqlV3
{
    public static object?[] FromGuest(ParameterValue[] parameters) => Array.ConvertAll(parameters, FromGuest);

    public static Column[] Columns(SqlRows rows) => Array.ConvertAll(rows.Columns, column => new Column(column.Name, TypeOf(column.Type)));

    public static DbValue[][] Rows(SqlRows rows) => [.. rows.Rows.Select(row => Array.ConvertAll(row, ToGuest))];

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
        ParameterValueKind.Uint8 => value.AsUint8(),
        ParameterValueKind.Uint16 => value.AsUint16(),
        ParameterValueKind.Uint32 => value.AsUint32(),
        ParameterValueKind.Uint64 => value.AsUint64(),
        ParameterValueKind.Floating32 => value.AsFloating32(),
        ParameterValueKind.Floating64 => value.AsFloating64(),
        ParameterValueKind.Str => value.AsStr(),
        ParameterValueKind.Binary => value.AsBinary(),
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
        byte v => DbValue.Uint8(v),
        ushort v => DbValue.Uint16(v),
        uint v => DbValue.Uint32(v),
        ulong v => DbValue.Uint64(v),
        float v => DbValue.Floating32(v),
        double v => DbValue.Floating64(v),
        string v => DbValue.Str(v),
        byte[] v => DbValue.Binary(v),
        _ => DbValue.Unsupported,
    };

    private static DbDataType TypeOf(SqlType type) => type switch
    {
        SqlType.Boolean => DbDataType.Boolean,
        SqlType.Int8 => DbDataType.Int8,
        SqlType.Int16 => DbDataType.Int16,
        SqlType.Int32 => DbDataType.Int32,
        SqlType.Int64 => DbDataType.Int64,
        SqlType.UInt8 => DbDataType.Uint8,
        SqlType.UInt16 => DbDataType.Uint16,
        SqlType.UInt32 => DbDataType.Uint32,
        SqlType.UInt64 => DbDataType.Uint64,
        SqlType.Floating32 => DbDataType.Floating32,
        SqlType.Floating64 => DbDataType.Floating64,
        SqlType.Str => DbDataType.Str,
        SqlType.Binary => DbDataType.Binary,
        _ => DbDataType.Other,
    };
}
