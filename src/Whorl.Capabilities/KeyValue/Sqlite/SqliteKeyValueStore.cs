using System.Buffers.Binary;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Sqlite.Engine;

namespace Whorl.Capabilities.KeyValue.Sqlite;

/// <summary>One store in a SQLite file. Numbers are eight bytes, the lowest first, as Spin keeps them.</summary>
internal sealed class SqliteKeyValueStore(SqliteKeyValueFile file, string label) : IKeyValueStore
{
    public ValueTask<byte[]?> GetAsync(string key, long maxBytes, CapabilityCall call) => new(file.Read(c => Get(c, key, maxBytes), call.About(label)));

    public ValueTask<byte[]?[]> GetManyAsync(string[] keys, long maxBytes, CapabilityCall call) => new(file.Read(
        connection =>
        {
            var values = new byte[]?[keys.Length];
            long left = maxBytes;
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = Get(connection, keys[i], left);
                left -= keys[i].Length + (values[i]?.Length ?? 0);
            }

            return values;
        },
        call.About(label)));

    public ValueTask SetAsync(IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>> values, CapabilityCall call)
    {
        if (values.Count == 1)
        {
            file.Write(c => Set(c, values[0].Key, values[0].Value.Span), call.About(label));
        }
        else if (values.Count > 1)
        {
            file.Write(connection => connection.InTransaction(c => values.All(value => Set(c, value.Key, value.Value.Span))), call.About(label));
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask DeleteAsync(IReadOnlyList<string> keys, CapabilityCall call)
    {
        if (keys.Count == 1)
        {
            file.Write(c => Delete(c, keys[0]), call.About(label));
        }
        else if (keys.Count > 1)
        {
            file.Write(connection => connection.InTransaction(c => keys.All(key => Delete(c, key))), call.About(label));
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> ExistsAsync(string key, CapabilityCall call) => new(file.Read(
        connection =>
        {
            SqliteStatement exists = Bind(connection.Exists, key);
            try
            {
                return exists.Step();
            }
            finally
            {
                exists.Reset();
            }
        },
        call.About(label)));

    public ValueTask<KeyPage> ListAsync(string? cursor, CapabilityCall call) => new(file.Read(
        connection =>
        {
            SqliteStatement list = cursor is null ? connection.FirstKeys : connection.NextKeys;
            var keys = new List<string>();
            try
            {
                list.Bind(1, label);
                list.Bind(2, SqliteKeyValueConnection.PageSize);
                if (cursor is not null)
                {
                    list.Bind(3, cursor);
                }

                while (list.Step())
                {
                    keys.Add(list.Text(0));
                }
            }
            finally
            {
                list.Reset();
            }

            return new KeyPage(keys, keys.Count == SqliteKeyValueConnection.PageSize ? keys[^1] : null);
        },
        call.About(label)));

    public ValueTask<long> IncrementAsync(string key, long delta, CapabilityCall call) => new(file.Write(
        connection => connection.InTransaction(c =>
        {
            long sum = Numbers.Add(Numbers.Read(Get(c, key, long.MaxValue), key), delta, key);
            Span<byte> bytes = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, sum);
            Set(c, key, bytes);
            return sum;
        }),
        call.About(label)));

    public ValueTask<bool> SwapAsync(string key, byte[]? expected, ReadOnlyMemory<byte> value, CapabilityCall call) => new(file.Write(
        connection =>
        {
            SqliteStatement swap = Bind(expected is null ? connection.Add : connection.Replace, key);
            swap.Bind(3, value.Span);
            if (expected is not null)
            {
                swap.Bind(4, expected);
            }

            SqliteKeyValueConnection.Run(swap);
            return connection.Changes == 1;
        },
        call.About(label)));

    private byte[]? Get(SqliteKeyValueConnection connection, string key, long maxBytes)
    {
        SqliteStatement get = Bind(connection.Get, key);
        try
        {
            if (!get.Step())
            {
                return null;
            }

            ReadOnlySpan<byte> value = get.Blob(0);
            return value.Length <= maxBytes ? value.ToArray() : throw OpenStore.ResultTooLarge(maxBytes);
        }
        finally
        {
            get.Reset();
        }
    }

    private bool Set(SqliteKeyValueConnection connection, string key, ReadOnlySpan<byte> value)
    {
        SqliteStatement set = Bind(connection.Set, key);
        set.Bind(3, value);
        SqliteKeyValueConnection.Run(set);
        return true;
    }

    private bool Delete(SqliteKeyValueConnection connection, string key)
    {
        SqliteKeyValueConnection.Run(Bind(connection.Delete, key));
        return true;
    }

    private SqliteStatement Bind(SqliteStatement statement, string key)
    {
        statement.Bind(1, label);
        statement.Bind(2, key);
        return statement;
    }
}
