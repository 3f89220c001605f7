using System.Data.Common;
using System.Net.Sockets;
using Npgsql;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Grants;

namespace Whorl.Capabilities.Databases;

/// <summary>An error that a database server reported about a statement.</summary>
internal sealed record SqlFailure(string Text, string Severity, string Code, string Reason, string? Detail, (string, string)[] Extras)
    : Failure(FailureKind.Refused, Text)
{
    /// <summary>What to tell of an exception that connecting ended with, which client libraries tell without the server's name; null for one that says it already.</summary>
    public static FailureException? OfConnecting(OutboundAnswer where, Exception exception) => exception switch
    {
        PostgresException e => CannotConnect(where, e.MessageText, e),
        DbException { InnerException: SocketException cause } => CannotConnect(where, cause.Message, exception),
        DbException or IOException or SocketException or TimeoutException => CannotConnect(where, exception.Message, exception),
        _ => null,
    };

    private static FailureException CannotConnect(OutboundAnswer where, string reason, Exception exception) =>
        new(FailureKind.Unavailable, $"{where.Host}:{where.Port} cannot be connected to: {reason}", exception);
}
