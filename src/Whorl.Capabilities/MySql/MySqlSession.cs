using System.Data.Common;
using System.Net.Sockets;
using System.Text;
using MySqlConnector;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Databases;

namespace Whorl.Capabilities.MySql;

/// <summary>A guest's connection to MySQL.</summary>
internal sealed class MySqlSession(MySqlDataSource pool) : SqlSession(pool)
{
    protected override DbParameter ParameterOf(object? value) => new MySqlParameter { Value = value ?? DBNull.Value };

    // The server puts the values in; they are never part of a statement's text.
    protected override Task PrepareAsync(DbCommand command, CancellationToken cancellationToken) =>
        command.Parameters.Count > 0 ? command.PrepareAsync(cancellationToken) : Task.CompletedTask;

    protected override SqlColumn ColumnOf(DbDataReader reader, int index) => new(reader.GetName(index), TypeOf(reader, index), reader.GetDataTypeName(index));

    protected override object? Read(DbDataReader reader, int index, SqlType type)
    {
        object value = reader.GetValue(index);
        return type switch
        {
            SqlType.Boolean => value is ulong bits ? bits != 0 : value,
            SqlType.Other => new UnsupportedValue(Encoding.UTF8.GetBytes(value.ToString() ?? "")),
            _ => value,
        };
    }

    protected override FailureException? Explain(Exception exception) => exception switch
    {
        MySqlException { ErrorCode: not (MySqlErrorCode.UnableToConnectToHost or MySqlErrorCode.None) } e when IsConnected =>
            new FailureException(new SqlFailure(e.Message, "ERROR", e.SqlState ?? "", e.Message, null, []), e),

        // The client found this out by itself, and the connection is as good as before: the parameters do not fit the statement.
        MySqlException { ErrorCode: MySqlErrorCode.None } or InvalidOperationException when IsConnected =>
            new FailureException(FailureKind.BadParameter, exception.Message, exception),
        MySqlException or IOException or SocketException or InvalidOperationException =>
            new FailureException(FailureKind.Unavailable, $"the connection to {Where} failed: {exception.Message}", exception),
        _ => null,
    };

    private static SqlType TypeOf(DbDataReader reader, int index)
    {
        if (reader.GetDataTypeName(index) == "BIT")
        {
            return SqlType.Boolean;
        }

        Type type = reader.GetFieldType(index);
        return type switch
        {
            _ when type == typeof(bool) => SqlType.Boolean,
            _ when type == typeof(sbyte) => SqlType.Int8,
            _ when type == typeof(short) => SqlType.Int16,
            _ when type == typeof(int) => SqlType.Int32,
            _ when type == typeof(long) => SqlType.Int64,
            _ when type == typeof(byte) => SqlType.UInt8,
            _ when type == typeof(ushort) => SqlType.UInt16,
            _ when type == typeof(uint) => SqlType.UInt32,
            _ when type == typeof(ulong) => SqlType.UInt64,
            _ when type == typeof(float) => SqlType.Floating32,
            _ when type == typeof(double) => SqlType.Floating64,
            _ when type == typeof(string) => SqlType.Str,
            _ when type == typeof(byte[]) => SqlType.Binary,
            _ => SqlType.Other,
        };
    }
}
