using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Npgsql;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Databases;
using Whorl.Capabilities.Grants;

namespace Whorl.Capabilities.Postgres;

/// <summary>
/// Connections to PostgreSQL servers, used again by the instances of an app. A connection that is given back is reset: its
/// transaction is rolled back, and its settings, temporary tables and prepared statements go.
/// </summary>
internal sealed class PostgresPools : IAsyncDisposable
{
    /// <summary>The settings of an address that are taken over.</summary>
    public static readonly ImmutableArray<string> Heeded = ["application_name", "connect_timeout", "dbname", "options", "password", "sslmode", "user"];

    private const int MaxPools = 64;
    private readonly ConcurrentDictionary<string, NpgsqlDataSource> _pools = new(StringComparer.Ordinal);

    public NpgsqlDataSource Get(SqlAddress address, OutboundAnswer where)
    {
        string settings = Translate(address.Settings(), where);
        string key = $"{settings}\n{address.CaRoot}";
        if (_pools.TryGetValue(key, out NpgsqlDataSource? pool))
        {
            return pool;
        }

        // Guests make up addresses; pools of those that are not used would be kept for ever.
        if (_pools.Count >= MaxPools)
        {
            Clear();
        }

        return _pools.GetOrAdd(key, _ => Create(settings, address.CaRoot));
    }

    public ValueTask DisposeAsync()
    {
        Clear();
        return ValueTask.CompletedTask;
    }

    private void Clear()
    {
        foreach ((string key, NpgsqlDataSource _) in _pools)
        {
            if (_pools.TryRemove(key, out NpgsqlDataSource? removed))
            {
                removed.Dispose();
            }
        }
    }

    private static NpgsqlDataSource Create(string settings, string? caRoot)
    {
        var builder = new NpgsqlDataSourceBuilder(settings);
        if (caRoot is not null)
        {
            X509Certificate2 root = ReadRoot(caRoot);
            builder.UseRootCertificate(root);
        }

        return builder.Build();
    }

    /// <summary>Reads a certificate authority in PEM.</summary>
    /// <exception cref="FailureException">It is not one.</exception>
    public static X509Certificate2 ReadRoot(string pem)
    {
        try
        {
            return X509Certificate2.CreateFromPem(pem);
        }
        catch (System.Security.Cryptography.CryptographicException e)
        {
            throw new FailureException(FailureKind.BadParameter, "the certificate authority is not a certificate in PEM", e);
        }
    }

    /// <summary>Takes over what has to do with the session. Settings that name files of the host are not among it.</summary>
    private static string Translate(Dictionary<string, string> settings, OutboundAnswer where)
    {
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = where.Addresses is [var first, ..] ? first.ToString() : where.Host,
            Port = where.Port,
            Username = settings.GetValueOrDefault("user", "postgres"),
            Password = settings.GetValueOrDefault("password"),
            Database = settings.GetValueOrDefault("dbname"),
            ApplicationName = settings.GetValueOrDefault("application_name"),
            Options = settings.GetValueOrDefault("options"),
            Timeout = Seconds("connect_timeout", 15),
            CommandTimeout = 0, // calls have a deadline of their own
            MaxPoolSize = 64,
            ConnectionIdleLifetime = 60,
            IncludeErrorDetail = true,
            SslMode = settings.GetValueOrDefault("sslmode", "prefer") switch
            {
                "disable" => SslMode.Disable,
                "allow" or "prefer" => SslMode.Prefer,
                "require" => SslMode.Require,
                "verify-ca" => SslMode.VerifyCA,
                "verify-full" => SslMode.VerifyFull,
                var other => throw new FailureException(FailureKind.BadAddress, $"sslmode `{other}` is none: write disable, prefer, require, verify-ca or verify-full"),
            },
        };
        return builder.ConnectionString;

        int Seconds(string key, int otherwise) =>
            settings.TryGetValue(key, out string? text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds)
                ? Math.Clamp(seconds, 1, 600)
                : otherwise;
    }
}
