using System.Text.RegularExpressions;

namespace Whorl.Apps.Registries;

/// <summary>How a registry wants to be told who asks: one challenge of a <c>WWW-Authenticate</c> header.</summary>
/// <param name="Scheme">The scheme, such as <c>Bearer</c>.</param>
/// <param name="Parameters">Its parameters, such as <c>realm</c>.</param>
internal sealed partial record AuthChallenge(string Scheme, IReadOnlyDictionary<string, string> Parameters)
{
    /// <summary>Reads the challenges of a response.</summary>
    public static IEnumerable<AuthChallenge> Of(HttpResponseMessage response) => response.Headers.WwwAuthenticate.Select(header =>
    {
        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (Match match in Parameter().Matches(header.Parameter ?? ""))
        {
            parameters.TryAdd(match.Groups[1].Value, match.Groups[2].Success ? match.Groups[2].Value.Replace("\\\"", "\"", StringComparison.Ordinal) : match.Groups[3].Value);
        }

        return new AuthChallenge(header.Scheme, parameters);
    });

    public bool Is(string scheme) => Scheme.Equals(scheme, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"([A-Za-z_]+)\s*=\s*(?:""((?:[^""\\]|\\.)*)""|([^\s,""]+))", RegexOptions.NonBacktracking)]
    private static partial Regex Parameter();
}
