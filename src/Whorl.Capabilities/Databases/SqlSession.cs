using System.Data;
using System.Data.Common;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Network;

namespace Whorl.Capabilities.Databases;

/// <summary>
/// A guest's connection to a database server. It has one of the pool's connections as long as it is open; a lost one is replaced. Failures are
/// <see cref="FailureException"/>s, or what <see cref="CapabilityCall"/> makes some of.
/// </summary>
internal abstract class SqlSession : IDisposable
{
    private readonly DbDataSource _pool;
    private readonly Turn _turn;
    private IDisposable? _permit;
    private DbConnection? _connection;

    protected SqlSession(DbDataSource pool)
    {
        _pool = pool;
        _turn = new Turn(End);
    }

    /// <summary>The server, for messages.</summary>
    public string Where { get; init; } = "the server";

    /// <summary>Whether the connection is there, as far as the client library knows.</summary>
    protected bool IsConnected => _connection is { State: ConnectionState.Open };

    /// <summary>Takes a connection of the pool, once the budget has one to spare.</summary>
    /// <returns>This.</returns>
    public async ValueTask<SqlSession> ConnectAsync(ConnectionBudget budget, CapabilityCall call)
    {
        _permit = await budget.TakeAsync(call.Token).ConfigureAwait(false);
        try
        {
            await ConnectAsync(call).ConfigureAwait(false);
            return this;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Runs a statement that returns rows.</summary>
    public ValueTask<SqlRows> QueryAsync(string statement, object?[] parameters, CapabilityCall call) => RunAsync(
        statement,
        parameters,
        async command =>
        {
            DbDataReader reader = await command.ExecuteReaderAsync(call.Token).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                var columns = new SqlColumn[reader.FieldCount];
                for (int i = 0; i < columns.Length; i++)
                {
                    columns[i] = ColumnOf(reader, i);
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

    /// <summary>Runs a statement and gives how many rows it changed.</summary>
    public ValueTask<ulong> ExecuteAsync(string statement, object?[] parameters, CapabilityCall call) => RunAsync(
        statement,
        parameters,
        async command => (ulong)Math.Max(0, await command.ExecuteNonQueryAsync(call.Token).ConfigureAwait(false)),
        call);

    public void Dispose() => _turn.Dispose();

    /// <summary>A parameter with a value that a guest gave.</summary>
    protected abstract DbParameter ParameterOf(object? value);

    /// <summary>A column of a result.</summary>
    protected abstract SqlColumn ColumnOf(DbDataReader reader, int index);

    /// <summary>A value that is not null, of the row that the reader is at.</summary>
    protected abstract object? Read(DbDataReader reader, int index, SqlType type);

    /// <summary>Called with the parameters in place, before the command runs.</summary>
    protected virtual Task PrepareAsync(DbCommand command, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>What to tell the guest of an exception that a command ended with; null for one that says it already, or is none of the server's.</summary>
    protected abstract FailureException? Explain(Exception exception);

    private ValueTask<T> RunAsync<T>(string statement, object?[] parameters, Func<DbCommand, Task<T>> work, CapabilityCall call) => _turn.RunAsync(
        async () =>
        {
            await ConnectAsync(call).ConfigureAwait(false);
            try
            {
                using DbCommand command = _connection!.CreateCommand();
                command.CommandText = statement;
                foreach (object? parameter in parameters)
                {
                    command.Parameters.Add(ParameterOf(parameter));
                }

                await PrepareAsync(command, call.Token).ConfigureAwait(false);
                return await work(command).ConfigureAwait(false);
            }
            catch (Exception e) when (Explain(e) is { } explained)
            {
                throw explained;
            }
        },
        call.Token);

    private object?[] ReadRow(DbDataReader reader, SqlColumn[] columns)
    {
        var row = new object?[columns.Length];
        for (int i = 0; i < row.Length; i++)
        {
            try
            {
                row[i] = reader.IsDBNull(i) ? null : Read(reader, i, columns[i].Type);
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
        if (!IsConnected)
        {
            _connection?.Dispose();
            _connection = null;
            _connection = await _pool.OpenConnectionAsync(call.Token).ConfigureAwait(false);
        }
    }

    private void End()
    {
        // Giving it back resets it, which may need a word with the server; nobody waits for that.
        _connection?.Dispose();
        _permit?.Dispose();
    }
}
