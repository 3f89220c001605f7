using System.Buffers.Binary;
using Npgsql;
using Whorl.Capabilities.Calls;

namespace Whorl.Capabilities.KeyValue.Postgres;

/// <summary>One store in a PostgreSQL table. Numbers are eight bytes, the lowest first.</summary>
internal sealed class PostgresKeyValueStore(PostgresKeyValueBackend backend, string app, string label) : IKeyValueStore
{
    private const int PageSize = 1000;
    private const string Here = "app = $1 AND store = $2";

    public ValueTask<byte[]?> GetAsync(string key, long maxBytes, CapabilityCall call) => backend.RunAsync(
        async (connection, cancel) =>
        {
            using NpgsqlCommand get = Command(connection, $"SELECT value FROM whorl_key_value WHERE {Here} AND key = $3", key);
            var value = (byte[]?)await get.ExecuteScalarAsync(cancel).ConfigureAwait(false);
            return value is null || value.Length <= maxBytes ? value : throw OpenStore.ResultTooLarge(maxBytes);
        },
        call.About(label));

    public async ValueTask<byte[]?[]> GetManyAsync(string[] keys, long maxBytes, CapabilityCall call)
    {
        var values = new byte[]?[keys.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = await GetAsync(keys[i], maxBytes, call).ConfigureAwait(false);
            maxBytes -= values[i]?.Length ?? 0;
        }

        return values;
    }

    public async ValueTask SetAsync(IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>> values, CapabilityCall call) => await backend.RunAsync(
        (connection, cancel) => InTransactionAsync(
            connection,
            async () =>
            {
                foreach ((string key, ReadOnlyMemory<byte> value) in values)
                {
                    await SetAsync(connection, key, value, cancel).ConfigureAwait(false);
                }

                return true;
            },
            cancel),
        call.About(label)).ConfigureAwait(false);

    public async ValueTask DeleteAsync(IReadOnlyList<string> keys, CapabilityCall call) => await backend.RunAsync(
        async (connection, cancel) =>
        {
            using NpgsqlCommand delete = Command(connection, $"DELETE FROM whorl_key_value WHERE {Here} AND key = ANY ($3)", (object)keys.ToArray());
            return await delete.ExecuteNonQueryAsync(cancel).ConfigureAwait(false);
        },
        call.About(label)).ConfigureAwait(false);

    public ValueTask<bool> ExistsAsync(string key, CapabilityCall call) => backend.RunAsync(
        async (connection, cancel) =>
        {
            using NpgsqlCommand exists = Command(connection, $"SELECT 1 FROM whorl_key_value WHERE {Here} AND key = $3", key);
            return await exists.ExecuteScalarAsync(cancel).ConfigureAwait(false) is not null;
        },
        call.About(label));

    public ValueTask<KeyPage> ListAsync(string? cursor, CapabilityCall call) => backend.RunAsync(
        async (connection, cancel) =>
        {
            string after = cursor is null ? "$3 = ''" : "key > $3";
            using NpgsqlCommand list = Command(connection, $"SELECT key FROM whorl_key_value WHERE {Here} AND {after} ORDER BY key LIMIT {PageSize}", cursor ?? "");
            NpgsqlDataReader reader = await list.ExecuteReaderAsync(cancel).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                var keys = new List<string>();
                while (await reader.ReadAsync(cancel).ConfigureAwait(false))
                {
                    keys.Add(reader.GetString(0));
                }

                return new KeyPage(keys, keys.Count == PageSize ? keys[^1] : null);
            }
        },
        call.About(label));

    public ValueTask<long> IncrementAsync(string key, long delta, CapabilityCall call) => backend.RunAsync(
        (connection, cancel) => InTransactionAsync(
            connection,
            async () =>
            {
                // A row that is not there yet cannot be locked, but its name can.
                using (NpgsqlCommand wait = Command(connection, "SELECT pg_advisory_xact_lock(hashtextextended($1 || '/' || $2 || '/' || $3, 0))", key))
                {
                    await wait.ExecuteNonQueryAsync(cancel).ConfigureAwait(false);
                }

                using NpgsqlCommand get = Command(connection, $"SELECT value FROM whorl_key_value WHERE {Here} AND key = $3 FOR UPDATE", key);
                var value = (byte[]?)await get.ExecuteScalarAsync(cancel).ConfigureAwait(false);
                long sum = Numbers.Add(Numbers.Read(value, key), delta, key);
                var bytes = new byte[sizeof(long)];
                BinaryPrimitives.WriteInt64LittleEndian(bytes, sum);
                await SetAsync(connection, key, bytes, cancel).ConfigureAwait(false);
                return sum;
            },
            cancel),
        call.About(label));

    public ValueTask<bool> SwapAsync(string key, byte[]? expected, ReadOnlyMemory<byte> value, CapabilityCall call) => backend.RunAsync(
        async (connection, cancel) =>
        {
            using NpgsqlCommand swap = expected is null
                ? Command(connection, "INSERT INTO whorl_key_value VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", key, value.ToArray())
                : Command(connection, $"UPDATE whorl_key_value SET value = $4 WHERE {Here} AND key = $3 AND value = $5", key, value.ToArray(), expected);
            return await swap.ExecuteNonQueryAsync(cancel).ConfigureAwait(false) == 1;
        },
        call.About(label));

    private async Task SetAsync(NpgsqlConnection connection, string key, ReadOnlyMemory<byte> value, CancellationToken cancel)
    {
        using NpgsqlCommand set = Command(
            connection,
            "INSERT INTO whorl_key_value VALUES ($1, $2, $3, $4) ON CONFLICT (app, store, key) DO UPDATE SET value = excluded.value",
            key,
            value.ToArray());
        await set.ExecuteNonQueryAsync(cancel).ConfigureAwait(false);
    }

    private static async Task<T> InTransactionAsync<T>(NpgsqlConnection connection, Func<Task<T>> work, CancellationToken cancel)
    {
        NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancel).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            T result = await work().ConfigureAwait(false);
            await transaction.CommitAsync(cancel).ConfigureAwait(false);
            return result;
        }
    }

    private NpgsqlCommand Command(NpgsqlConnection connection, string text, params object[] parameters)
    {
        var command = new NpgsqlCommand(text, connection);
        foreach (object parameter in (object[])[app, label, .. parameters])
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        }

        return command;
    }
}
