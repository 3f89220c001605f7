using System.Net.Sockets;
using System.Security.Authentication;

namespace Whorl.Apps.Variables;

/// <summary>Says why a server cannot be asked, in words that hold nothing of what was asked or answered.</summary>
internal static class Unreachable
{
    public static string Explain(HttpRequestException failure) => failure switch
    {
        { InnerException: SocketException { Message: var reason } } => $"it cannot be reached: {reason}",
        { InnerException: AuthenticationException { Message: var reason } } => $"it cannot be reached: {reason}",
        { HttpRequestError: HttpRequestError.SecureConnectionError } => "it cannot be reached: it does not speak TLS",
        _ => "it cannot be reached",
    };
}
