using System.Collections.Frozen;
using System.Data.Common;
using System.Text;
using Npgsql;
using NpgsqlTypes;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Databases;

namespace Whorl.Capabilities.Postgres;

/// <summary>PostgreSQL's types: which of them interfaces have names for, and how values go in and out.</summary>
internal static class PostgresTypes
{
    private static readonly FrozenDictionary<string, SqlType> s_types = new Dictionary<string, SqlType>
    {
        ["boolean"] = SqlType.Boolean,
        ["\"char\""] = SqlType.Int8,
        ["smallint"] = SqlType.Int16,
        ["integer"] = SqlType.Int32,
        ["bigint"] = SqlType.Int64,
        ["real"] = SqlType.Floating32,
        ["double precision"] = SqlType.Floating64,
        ["text"] = SqlType.Str,
        ["character varying"] = SqlType.Str,
        ["character"] = SqlType.Str,
        ["bytea"] = SqlType.Binary,
        ["date"] = SqlType.Date,
        ["time without time zone"] = SqlType.Time,
        ["timestamp without time zone"] = SqlType.Datetime,
        ["timestamp with time zone"] = SqlType.Datetime,
        ["uuid"] = SqlType.Uuid,
        ["jsonb"] = SqlType.Jsonb,
        ["numeric"] = SqlType.Decimal,
        ["int4range"] = SqlType.RangeInt32,
        ["int8range"] = SqlType.RangeInt64,
        ["numrange"] = SqlType.RangeDecimal,
        ["integer[]"] = SqlType.ArrayInt32,
        ["bigint[]"] = SqlType.ArrayInt64,
        ["numeric[]"] = SqlType.ArrayDecimal,
        ["text[]"] = SqlType.ArrayStr,
        ["character varying[]"] = SqlType.ArrayStr,
        ["character[]"] = SqlType.ArrayStr,
        ["interval"] = SqlType.Interval,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static SqlColumn Column(DbDataReader reader, int index)
    {
        string name = reader.GetDataTypeName(index);
        int length = name.IndexOf('(', StringComparison.Ordinal);
        string plain = length < 0 ? name : name[..length] + name[(name.IndexOf(')', length) + 1)..];
        return new SqlColumn(reader.GetName(index), s_types.GetValueOrDefault(plain, SqlType.Other), plain);
    }

    /// <summary>A value that is not null.</summary>
    public static object? Read(DbDataReader reader, int index, SqlType type) => type switch
    {
        SqlType.Int8 => unchecked((sbyte)reader.GetFieldValue<char>(index)),
        SqlType.Str => reader.GetString(index),
        SqlType.Binary => reader.GetFieldValue<byte[]>(index),
        SqlType.Date => reader.GetFieldValue<DateOnly>(index),
        SqlType.Time => reader.GetFieldValue<TimeOnly>(index),
        SqlType.Jsonb => new PostgresJson(Encoding.UTF8.GetBytes(reader.GetString(index))),
        SqlType.Decimal => reader.GetFieldValue<decimal>(index),
        SqlType.RangeInt32 => reader.GetFieldValue<NpgsqlRange<int>>(index),
        SqlType.RangeInt64 => reader.GetFieldValue<NpgsqlRange<long>>(index),
        SqlType.RangeDecimal => reader.GetFieldValue<NpgsqlRange<decimal>>(index),
        SqlType.ArrayInt32 => reader.GetFieldValue<int?[]>(index),
        SqlType.ArrayInt64 => reader.GetFieldValue<long?[]>(index),
        SqlType.ArrayDecimal => reader.GetFieldValue<decimal?[]>(index),
        SqlType.ArrayStr => reader.GetFieldValue<string?[]>(index),
        SqlType.Interval => reader.GetFieldValue<NpgsqlInterval>(index),
        SqlType.Other => new UnsupportedValue(Encoding.UTF8.GetBytes(reader.GetValue(index).ToString() ?? "")),
        _ => reader.GetValue(index),
    };

    /// <summary>A parameter, for a placeholder <c>$1</c>, <c>$2</c>, ...</summary>
    public static NpgsqlParameter Parameter(object? value) => value switch
    {
        null => new NpgsqlParameter { Value = DBNull.Value },
        bool => Of(value, NpgsqlDbType.Boolean),
        sbyte v => Of((short)v, NpgsqlDbType.Smallint),
        short => Of(value, NpgsqlDbType.Smallint),
        int => Of(value, NpgsqlDbType.Integer),
        long => Of(value, NpgsqlDbType.Bigint),
        byte v => Of((short)v, NpgsqlDbType.Smallint),
        ushort v => Of((int)v, NpgsqlDbType.Integer),
        uint v => Of((long)v, NpgsqlDbType.Bigint),
        ulong v => v <= long.MaxValue ? Of((long)v, NpgsqlDbType.Bigint) : throw new FailureException(FailureKind.BadParameter, $"{v} is more than PostgreSQL's bigint can hold"),
        float => Of(value, NpgsqlDbType.Real),
        double => Of(value, NpgsqlDbType.Double),
        string => Of(value, NpgsqlDbType.Text),
        byte[] => Of(value, NpgsqlDbType.Bytea),
        DateOnly => Of(value, NpgsqlDbType.Date),
        TimeOnly => Of(value, NpgsqlDbType.Time),
        DateTime { Kind: DateTimeKind.Utc } => Of(value, NpgsqlDbType.TimestampTz),
        DateTime => Of(value, NpgsqlDbType.Timestamp),
        Guid => Of(value, NpgsqlDbType.Uuid),
        PostgresJson json => Of(Encoding.UTF8.GetString(json.Content), NpgsqlDbType.Jsonb),
        decimal => Of(value, NpgsqlDbType.Numeric),
        NpgsqlRange<int> => Of(value, NpgsqlDbType.IntegerRange),
        NpgsqlRange<long> => Of(value, NpgsqlDbType.BigIntRange),
        NpgsqlRange<decimal> => Of(value, NpgsqlDbType.NumericRange),
        int?[] => Of(value, NpgsqlDbType.Array | NpgsqlDbType.Integer),
        long?[] => Of(value, NpgsqlDbType.Array | NpgsqlDbType.Bigint),
        decimal?[] => Of(value, NpgsqlDbType.Array | NpgsqlDbType.Numeric),
        string?[] => Of(value, NpgsqlDbType.Array | NpgsqlDbType.Text),
        NpgsqlInterval => Of(value, NpgsqlDbType.Interval),
        _ => throw new FailureException(FailureKind.BadParameter, $"a value of type {value.GetType().Name} cannot be a parameter"),
    };

    private static NpgsqlParameter Of(object value, NpgsqlDbType type) => new() { Value = value, NpgsqlDbType = type };
}
