using System.Collections.Concurrent;
using MySqlConnector;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Databases;
using Whorl.Capabilities.Grants;

namespace Whorl.Capabilities.MySql;

/// <summary>
/// Connections to MySQL and MariaDB servers, used again by the instances of an app. A connection that is taken again is reset first:
/// its transaction is rolled back, and its variables, temporary tables and locks go.
/// </summary>
internal sealed class MySqlPools : IDisposable
{
    private const int MaxPools = 64;
    private readonly ConcurrentDictionary<string, MySqlDataSource> _pools = new(StringComparer.Ordinal);

    public MySqlDataSource Get(SqlAddress address, OutboundAnswer where)
    {
        string settings = Translate(address.Settings(), where);
        if (_pools.TryGetValue(settings, out MySqlDataSource? pool))
        {
            return pool;
        }

        // Guests make up addresses; pools of those that are not used would be kept for ever.
        if (_pools.Count >= MaxPools)
        {
            Dispose();
        }

        return _pools.GetOrAdd(settings, static s => new MySqlDataSource(s));
    }

    public void Dispose()
    {
        foreach ((string key, MySqlDataSource _) in _pools)
        {
            if (_pools.TryRemove(key, out MySqlDataSource? removed))
            {
                removed.Dispose();
            }
        }
    }

    /// <summary>Takes over what has to do with the session. Settings that name files of the host are not among it.</summary>
    private static string Translate(Dictionary<string, string> settings, OutboundAnswer where)
    {
        string mode = settings.GetValueOrDefault("ssl-mode") ?? settings.GetValueOrDefault("sslmode") ?? "preferred";
        return new MySqlConnectionStringBuilder
        {
            Server = where.Addresses is [var first, ..] ? first.ToString() : where.Host,
            Port = (uint)where.Port,
            UserID = settings.GetValueOrDefault("user", "root"),
            Password = settings.GetValueOrDefault("password", ""),
            Database = settings.GetValueOrDefault("dbname", ""),
            AllowUserVariables = true,
            TreatTinyAsBoolean = false,
            GuidFormat = MySqlGuidFormat.None,
            ConnectionReset = true,
            AllowLoadLocalInfile = false,
            DefaultCommandTimeout = 0, // calls have a deadline of their own
            ConnectionIdleTimeout = 60,
            MaximumPoolSize = 64,
            SslMode = mode.ToLowerInvariant().Replace('_', '-') switch
            {
                "disabled" or "disable" => MySqlSslMode.Disabled,
                "preferred" or "prefer" => MySqlSslMode.Preferred,
                "required" or "require" => MySqlSslMode.Required,
                "verify-ca" => MySqlSslMode.VerifyCA,
                "verify-identity" or "verify-full" => MySqlSslMode.VerifyFull,
                _ => throw new FailureException(FailureKind.BadAddress, $"ssl-mode `{mode}` is none: write disabled, preferred, required, verify-ca or verify-identity"),
            },
        }.ConnectionString;
    }
}
