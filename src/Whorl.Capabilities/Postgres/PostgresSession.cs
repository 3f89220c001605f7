using System.Data;
using System.Globalization;
using System.Net.Sockets;
using Npgsql;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Databases;
using Whorl.Capabilities.Network;

namespace Whorl.Capabilities.Postgres;

/// <summary>A guest's connection to PostgreSQL. It has one of the pool's connections as long as it is open; a lost one is replaced.</summary>
internal sealed class PostgresSession : ISqlSession
{
    private readonly NpgsqlDataSource _pool;
    private readonly IDisposable _permit;
    private readonly Turn _turn;
    private NpgsqlConnection? _connection;

    private PostgresSession(NpgsqlDataSource pool, IDisposable permit)
    {
        _pool = pool;
        _permit = permit;
        _turn = new Turn(End);
    }

    public static async ValueTask<ISqlSession> OpenAsync(NpgsqlDataSource pool, ConnectionBudget budget, CapabilityCall call)
    {
        var session = new PostgresSession(pool, await budget.TakeAsync(call.Token).ConfigureAwait(false));
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
            NpgsqlDataReader reader = await command.ExecuteReaderAsync(call.Token).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                var columns = new SqlColumn[reader.FieldCount];
                for (int i = 0; i < columns.Length; i++)
                {
                    columns[i] = PostgresTypes.Column(reader, i);
                }

                var rows = new List<object?[]>();
                var budget = new ResultBudget();
                while (await reader.ReadAsync(call.Token).ConfigureAwait(false))
                {
                    object?[] row = ReadRow(reader, columns);
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

    private ValueTask<T> RunAsync<T>(string statement, object?[] parameters, Func<NpgsqlCommand, Task<T>> work, CapabilityCall call) => _turn.RunAsync(
        async () =>
        {
            await ConnectAsync(call).ConfigureAwait(false);
            try
            {
                using var command = new NpgsqlCommand(statement, _connection);
                foreach (object? parameter in parameters)
                {
                    command.Parameters.Add(PostgresTypes.Parameter(parameter));
                }

                return await work(command).ConfigureAwait(false);
            }
            catch (PostgresException e) when (IsEndOfConnection(e.SqlState))
            {
                throw new FailureException(FailureKind.Unavailable, $"the server ended the connection: {e.MessageText}", e);
            }
            catch (PostgresException e)
            {
                throw new FailureException(Describe(e), e);
            }
            catch (Exception e) when (e is NpgsqlException or IOException or SocketException or InvalidOperationException)
            {
                throw new FailureException(FailureKind.Unavailable, $"the connection failed: {e.Message}", e);
            }
        },
        call.Token);

    // What breaks the protocol (08P01) is a statement with another number of parameters than it was given; the connection goes on.
    private static bool IsEndOfConnection(string state) =>
        state is "57P01" or "57P02" or "57P03" || (state.StartsWith("08", StringComparison.Ordinal) && state != "08P01");

    private static object?[] ReadRow(NpgsqlDataReader reader, SqlColumn[] columns)
    {
        var row = new object?[columns.Length];
        for (int i = 0; i < row.Length; i++)
        {
            try
            {
                row[i] = PostgresTypes.Read(reader, i, columns[i].Type);
            }
            catch (Exception e) when (e is InvalidCastException or OverflowException or FormatException or NotSupportedException)
            {
                throw new FailureException(FailureKind.WrongType, $"a value of column `{columns[i].Name}` ({columns[i].TypeName}) cannot be given: {e.Message}", e);
            }
        }

        return row;
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
        catch (Exception e) when (e is NpgsqlException or SocketException or IOException or TimeoutException)
        {
            throw new FailureException(FailureKind.Unavailable, e.Message, e);
        }
    }

    private void End()
    {
        // Giving it back resets it, which may need a word with the server; nobody waits for that.
        _connection?.Dispose();
        _permit.Dispose();
    }

    private static SqlFailure Describe(PostgresException e)
    {
        var extras = new List<(string, string)>();
        Add("column", e.ColumnName);
        Add("constraint", e.ConstraintName);
        Add("routine", e.Routine);
        Add("hint", e.Hint);
        Add("table", e.TableName);
        Add("datatype", e.DataTypeName);
        Add("schema", e.SchemaName);
        Add("file", e.File);
        Add("line", e.Line);
        Add("where_", e.Where);
        return new SqlFailure(
            string.Create(CultureInfo.InvariantCulture, $"{e.Severity}: {e.MessageText} ({e.SqlState})"), e.Severity, e.SqlState, e.MessageText, e.Detail, [.. extras]);

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                extras.Add((name, value));
            }
        }
    }
}
