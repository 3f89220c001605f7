using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Whorl.Bench;

/// <summary>What key-value is compared with: one connection, prepared commands, the table and the durability of Whorl's own store.</summary>
internal sealed class SqliteLoop : IDisposable
{
    private const int Keys = 1000;

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _get;
    private readonly SqliteCommand _set;
    private readonly Lock _turn = new();

    public SqliteLoop(string path)
    {
        _connection = new SqliteConnection($"Data Source={path};Pooling=False");
        _connection.Open();
        Prepare("PRAGMA journal_mode=WAL").ExecuteScalar();
        Prepare("PRAGMA synchronous=FULL").ExecuteNonQuery();
        Prepare("CREATE TABLE spin_key_value (store TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (store, key))").ExecuteNonQuery();
        _get = Prepare("SELECT value FROM spin_key_value WHERE store = $store AND key = $key", "$store", "$key");
        _set = Prepare(
            "INSERT INTO spin_key_value (store, key, value) VALUES ($store, $key, $value) ON CONFLICT (store, key) DO UPDATE SET value = excluded.value",
            "$store",
            "$key",
            "$value");
        _get.Parameters["$store"].Value = "default";
        _set.Parameters["$store"].Value = "default";
    }

    public void Get(string name, int count, int bytes)
    {
        for (var i = 0; i < count; i++)
        {
            lock (_turn)
            {
                _get.Parameters["$key"].Value = Key(name, i);
                if (((byte[])_get.ExecuteScalar()!).Length != bytes)
                {
                    throw new InvalidOperationException($"{Key(name, i)} does not have {bytes} bytes");
                }
            }
        }
    }

    /// <param name="name">What the keys begin with.</param>
    /// <param name="count">How many to set.</param>
    /// <param name="bytes">The length of the values.</param>
    /// <param name="serial">What the values begin with: SQLite writes nothing when a value does not change.</param>
    public void Set(string name, int count, int bytes, int serial)
    {
        var value = new byte[bytes];
        BitConverter.TryWriteBytes(value, serial);
        for (var i = 0; i < count; i++)
        {
            lock (_turn)
            {
                _set.Parameters["$key"].Value = Key(name, i);
                _set.Parameters["$value"].Value = value;
                _set.ExecuteNonQuery();
            }
        }
    }

    public void Dispose()
    {
        _get.Dispose();
        _set.Dispose();
        _connection.Dispose();
    }

    private static string Key(string name, int i) => string.Create(CultureInfo.InvariantCulture, $"{name}{i % Keys:000}");

    private SqliteCommand Prepare(string text, params string[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = text;
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = parameter });
        }
        return command;
    }
}
