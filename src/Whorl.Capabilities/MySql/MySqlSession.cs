using System.Data;
using System.Net.Sockets;
using System.Text;
using MySqlConnector;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Databases;
using Whorl.Capabilities.Network;

namespace Whorl.Capabilities.MySql;

/// <summary>A guest's connection to MySQL. It has one of the pool's connections as long as it is open; a lost one is replaced.</summary>
internal sealed class MySqlSession : ISqlSession
{
    private readonly MySqlDataSource _pool;
    private readonly IDisposable _permit;
    private readonly Turn _turn;
    private MySqlConnection? _connection;

    private MySqlSession(MySqlDataSource pool, IDisposable permit)
    {
        _pool = pool;
        _permit = permit;
        _turn = new Turn(End);
    }

    public static async ValueTask<ISqlSession> OpenAsync(MySqlDataSource pool, ConnectionBudget budget, CapabilityCall call)
    {
        var session = new MySqlSession(pool, await budget.TakeAsync(call.Token).ConfigureAwait(false));
        try
        {
            await session.ConnectAsync(call).ConfigureAwait(false);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public ValueTask<SqlRows> QueryAsync(string statement, object?[] parameters, CapabilityCall call) => RunAsync(
        statement,
        parameters,
        async command =>
        {
            MySqlDataReader reader = await command.ExecuteReaderAsync(call.Token).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                var columns = new SqlColumn[reader.FieldCount];
                for (int i = 0; i < columns.Length; i++)
                {
                    columns[i] = new SqlColumn(reader.GetName(i), TypeOf(reader, i), reader.GetDataTypeName(i));
                }

                var rows = new List<object?[]>();
                var budget = new ResultBudget();
                while (await reader.ReadAsync(call.Token).ConfigureAwait(false))
                {
                    var row = new object?[columns.Length];
                    for (int i = 0; i < row.Length; i++)
                    {
                        row[i] = Read(reader, i, columns[i].Type);
                    }

                    budget.Add(row);
                    rows.Add(row);
                }

                return new SqlRows(columns, rows);
            }
        },
        call);

    public ValueTask<ulong> ExecuteAsync(string statement, object?[] parameters, CapabilityCall call) => RunAsync(
        statement,
        parameters,
        async command => (ulong)Math.Max(0, await command.ExecuteNonQueryAsync(call.Token).ConfigureAwait(false)),
        call);

    public void Dispose() => _turn.Dispose();

    private ValueTask<T> RunAsync<T>(string statement, object?[] parameters, Func<MySqlCommand, Task<T>> work, CapabilityCall call) => _turn.RunAsync(
        async () =>
        {
            await ConnectAsync(call).ConfigureAwait(false);
            try
            {
                using var command = new MySqlCommand(statement, _connection);
                foreach (object? parameter in parameters)
                {
                    command.Parameters.Add(new MySqlParameter { Value = parameter ?? DBNull.Value });
                }

                if (parameters.Length > 0)
                {
                    // The server puts the values in; they are never part of a statement's text.
                    await command.PrepareAsync(call.Token).ConfigureAwait(false);
                }

                return await work(command).ConfigureAwait(false);
            }
            catch (MySqlException e) when (e.ErrorCode is not (MySqlErrorCode.UnableToConnectToHost or MySqlErrorCode.None) && _connection?.State == ConnectionState.Open)
            {
                throw new FailureException(new SqlFailure(e.Message, "ERROR", e.SqlState ?? "", e.Message, null, []), e);
            }
            catch (Exception e) when (e is MySqlException { ErrorCode: MySqlErrorCode.None } or InvalidOperationException && _connection?.State == ConnectionState.Open)
            {
                // The client found this out by itself, and the connection is as good as before: the parameters do not fit the statement.
                throw new FailureException(FailureKind.BadParameter, e.Message, e);
            }
            catch (Exception e) when (e is MySqlException or IOException or SocketException or InvalidOperationException)
            {
                throw new FailureException(FailureKind.Unavailable, $"the connection failed: {e.Message}", e);
            }
        },
        call.Token);

    private static SqlType TypeOf(MySqlDataReader reader, int index)
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

    private static object? Read(MySqlDataReader reader, int index, SqlType type)
    {
        if (reader.IsDBNull(index))
        {
            return null;
        }

        object value = reader.GetValue(index);
        return type switch
        {
            SqlType.Boolean => value is ulong bits ? bits != 0 : value,
            SqlType.Other => new UnsupportedValue(Encoding.UTF8.GetBytes(value.ToString() ?? "")),
            _ => value,
        };
    }

    private async ValueTask ConnectAsync(CapabilityCall call)
    {
        if (_connection is { State: ConnectionState.Open })
        {
            return;
        }

        _connection?.Dispose();
        _connection = null;
        try
        {
            _connection = await _pool.OpenConnectionAsync(call.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is MySqlException or SocketException or IOException)
        {
            throw new FailureException(FailureKind.Unavailable, e.Message, e);
        }
    }

    private void End()
    {
        _connection?.Dispose();
        _permit.Dispose();
    }
}
