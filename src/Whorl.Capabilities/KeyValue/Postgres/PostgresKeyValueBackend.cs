using Npgsql;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Databases;
using Whorl.Capabilities.Grants;
using Whorl.Capabilities.Postgres;

namespace Whorl.Capabilities.KeyValue.Postgres;

/// <summary>Keeps stores in a table of a PostgreSQL database, which several apps may share: each row has its app's name.</summary>
public sealed class PostgresKeyValueBackend : IKeyValueBackend
{
    // Two that create a table at the same time collide in PostgreSQL's own catalogue, whatever IF NOT EXISTS says; the lock, a number of Whorl's
    // choice, is held until the statements' common transaction ends.
    private const string CreateTable =
        "SELECT pg_advisory_xact_lock(8602773491275520);"
        + "CREATE TABLE IF NOT EXISTS whorl_key_value (app text, store text, key text, value bytea NOT NULL, PRIMARY KEY (app, store, key))";

    private readonly PostgresPools _pools = new();
    private readonly NpgsqlDataSource _pool;
    private readonly OutboundAnswer _where;
    private volatile bool _hasTable;

    /// <summary>Makes the backend. Connects when a store is used.</summary>
    /// <param name="url">The server and database: <c>postgres://user:password@host:port/database</c>.</param>
    /// <exception cref="FailureException">The URL is not one.</exception>
    public PostgresKeyValueBackend(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("postgres" or "postgresql"))
        {
            throw new FailureException(FailureKind.BadAddress, "the url is not one: write postgres://user:password@host:port/database");
        }

        foreach (string setting in new SqlAddress(url).Settings().Keys.Where(s => !PostgresPools.Heeded.Contains(s)))
        {
            throw new FailureException(FailureKind.BadAddress, $"the setting `{setting}` of the url is not heeded: leave it out, or write one of {string.Join(", ", PostgresPools.Heeded)}");
        }

        _where = new OutboundAnswer(OutboundVerdict.Allowed, uri.IdnHost.Trim('[', ']'), uri.Port > 0 ? uri.Port : 5432, "");
        _pool = _pools.Get(new SqlAddress(url), _where);
    }

    /// <inheritdoc/>
    public IKeyValueStore Open(string app, string label) => new PostgresKeyValueStore(this, app, label);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _pools.DisposeAsync();

    /// <summary>Runs something on a connection of the pool, once the table is there.</summary>
    internal async ValueTask<T> RunAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> work, CapabilityCall call)
    {
        try
        {
            NpgsqlConnection connection = await ConnectAsync(call).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                if (!_hasTable)
                {
                    using var create = new NpgsqlCommand(CreateTable, connection);
                    await create.ExecuteNonQueryAsync(call.Token).ConfigureAwait(false);
                    _hasTable = true;
                }

                return await work(connection, call.Token).ConfigureAwait(false);
            }
        }
        catch (PostgresException e)
        {
            // Class 22: the data are at fault, such as a key with a NUL in it, and not the server.
            FailureKind kind = e.SqlState.StartsWith("22", StringComparison.Ordinal) ? FailureKind.Other : FailureKind.Unavailable;
            throw new FailureException(kind, $"the store failed: {e.MessageText}", e);
        }
    }

    private async ValueTask<NpgsqlConnection> ConnectAsync(CapabilityCall call)
    {
        try
        {
            return await _pool.OpenConnectionAsync(call.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (SqlFailure.OfConnecting(_where, e) is { } failure)
        {
            throw failure;
        }
    }
}
