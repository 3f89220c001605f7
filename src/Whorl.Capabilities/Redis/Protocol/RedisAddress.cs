using System.Globalization;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Grants;
using Whorl.Capabilities.Network;

namespace Whorl.Capabilities.Redis.Protocol;

/// <summary>A server, and how to introduce oneself to it.</summary>
internal sealed record RedisAddress(string Host, int Port, string ConnectTo, bool IsTls, string? User, string? Password, int Database)
{
    /// <summary>Reads <c>redis://user:password@host:port/database</c>, connecting to where a check has led.</summary>
    /// <exception cref="FailureException">It is not an address.</exception>
    public static RedisAddress Parse(string url, OutboundAnswer checkedAddress)
    {
        UrlParts parts = UrlParts.Of(url);
        if (parts.Scheme is not ("redis" or "rediss" or ""))
        {
            throw new FailureException(FailureKind.BadAddress, $"`{parts.Scheme}` is not a scheme of Redis: write redis:// or rediss://");
        }

        int database = 0;
        if (parts.Path.Length > 0 && !int.TryParse(parts.Path, NumberStyles.None, CultureInfo.InvariantCulture, out database))
        {
            throw new FailureException(FailureKind.BadAddress, "what follows the host in the address must be the number of a database");
        }

        return new RedisAddress(
            checkedAddress.Host,
            checkedAddress.Port,
            checkedAddress.Addresses is [var first, ..] ? first.ToString() : checkedAddress.Host,
            parts.Scheme == "rediss",
            parts.User,
            parts.Password,
            database);
    }

    /// <summary>Reads an address of the operator, which needs no check.</summary>
    /// <exception cref="FailureException">It is not an address.</exception>
    public static RedisAddress Parse(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) || uri.Host.Length == 0)
        {
            throw new FailureException(FailureKind.BadAddress, "the url is not one: write redis://host:port");
        }

        // The protocol's version makes no difference here.
        return UrlParts.Of(url).Settings().All(s => s.Key == "protocol")
            ? Parse(url, new OutboundAnswer(OutboundVerdict.Allowed, uri.IdnHost.Trim('[', ']'), uri.Port > 0 ? uri.Port : 6379, ""))
            : throw new FailureException(FailureKind.BadAddress, "settings after the `?` of the url are not heeded: leave them out");
    }
}
