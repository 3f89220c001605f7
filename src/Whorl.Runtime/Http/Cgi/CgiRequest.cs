using System.Collections.Immutable;
using System.Text;
using Whorl.Apps.Model;
using Whorl.Apps.Routing;
using Whorl.Runtime.Instances;
using Whorl.Wasi.Http;

namespace Whorl.Runtime.Http.Cgi;

/// <summary>
/// Tells a program of a request as CGI 1.1 does (RFC 3875, section 4), with the variables that Wagi adds: <c>X_</c> in place of the
/// <c>spin-</c> of the headers that other guests get.
/// </summary>
internal static class CgiRequest
{
    private const string ClientAddress = "X_CLIENT_ADDR";

    /// <summary>Makes a program's start from a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="executor">How the trigger wants the arguments.</param>
    public static ProgramStart Read(IncomingHttpRequest request, HttpExecutor.Wagi executor)
    {
        string target = request.PathAndQuery ?? "/";
        int question = target.IndexOf('?', StringComparison.Ordinal);
        string path = question < 0 ? target : target[..question];
        string query = question < 0 ? "" : target[(question + 1)..];
        Dictionary<string, string> variables = ReadHeaders(request.ReadHeaders());
        (string host, string port) = SplitAuthority(request);
        string pathInfo = variables.GetValueOrDefault("PATH_INFO", "");
        string client = variables.GetValueOrDefault(ClientAddress, "");
        int colon = client.LastIndexOf(':');
        string clientHost = colon < 0 ? client : client[..colon];
        Set("AUTH_TYPE", "");
        Set("CONTENT_LENGTH", variables.GetValueOrDefault("HTTP_CONTENT_LENGTH", request.Body is null ? "0" : ""));
        Set("CONTENT_TYPE", variables.GetValueOrDefault("HTTP_CONTENT_TYPE", ""));
        Set("GATEWAY_INTERFACE", "CGI/1.1");
        Set("PATH_INFO", Uri.UnescapeDataString(pathInfo));
        Set("PATH_TRANSLATED", Uri.UnescapeDataString(pathInfo));
        Set("QUERY_STRING", query);
        Set("REMOTE_ADDR", clientHost);
        Set("REMOTE_HOST", clientHost);
        Set("REMOTE_USER", "");
        Set("REQUEST_METHOD", request.Method);
        Set("SCRIPT_NAME", variables.GetValueOrDefault("X_COMPONENT_ROUTE", path));
        Set("SERVER_NAME", host);
        Set("SERVER_PORT", port);
        Set("SERVER_PROTOCOL", "HTTP/1.1");
        Set("SERVER_SOFTWARE", "WAGI/1");
        Set("X_RAW_PATH_INFO", pathInfo);
        string arguments = executor.Arguments
            .Replace("${SCRIPT_NAME}", path, StringComparison.Ordinal)
            .Replace("${ARGS}", query.Replace('&', ' '), StringComparison.Ordinal);
        return new ProgramStart([.. variables], [.. arguments.Split(' ')], request.Body);

        void Set(string name, string value) => variables[name] = value;
    }

    private static Dictionary<string, string> ReadHeaders(HeaderList headers)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (HeaderField header in headers)
        {
            string name = header.Name.ToUpperInvariant().Replace('-', '_');
            string value = Encoding.UTF8.GetString(header.Value.Span);

            // What is secret is not for the environment, and what concerns the connection is the server's.
            if (name is "AUTHORIZATION" or "CONNECTION" or "PROXY")
            {
                continue;
            }

            string variable = !SpinHeaders.IsReserved(header.Name) ? "HTTP_" + name
                : header.Name == SpinHeaders.PathInfo ? "PATH_INFO"
                : "X_" + name[SpinHeaders.Prefix.Length..];
            variables[variable] = variables.TryGetValue(variable, out string? earlier) ? $"{earlier}, {value}" : value;
        }

        return variables;
    }

    private static (string Host, string Port) SplitAuthority(IncomingHttpRequest request)
    {
        string authority = request.Authority ?? "";
        string usual = request.Scheme == "https" ? "443" : "80";
        int colon = authority.LastIndexOf(':');

        // The colons of an IPv6 address are inside brackets.
        return colon < 0 || authority.EndsWith(']')
            ? (authority.Length == 0 ? "localhost" : authority, usual)
            : (authority[..colon], authority[(colon + 1)..]);
    }
}
