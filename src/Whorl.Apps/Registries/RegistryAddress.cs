using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Whorl.Apps.Registries;

/// <summary>The host of a registry, with its port if it is not the usual one.</summary>
/// <param name="Authority">As the user wrote it.</param>
internal sealed record RegistryAddress(string Authority)
{
    /// <summary>Whether it is this machine, which is spoken to without encryption.</summary>
    public bool IsLoopback => Host is "localhost" || (IPAddress.TryParse(Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private string Host => new Uri($"https://{Authority}").Host;

    public static bool TryParse(string text, [NotNullWhen(true)] out RegistryAddress? address)
    {
        // Nothing but a host and a port leads to itself.
        var isHost = Uri.TryCreate($"https://{text}", UriKind.Absolute, out var uri)
            && uri.PathAndQuery == "/" && uri.UserInfo.Length == 0 && uri.Fragment.Length == 0 && !text.EndsWith('/') && uri.Host.Length > 0;
        address = isHost ? new RegistryAddress(text) : null;
        return isHost;
    }

    /// <summary>The root of what it serves.</summary>
    /// <param name="isPlain">Whether to do without encryption; null to decide by where it is.</param>
    public Uri BaseUri(bool? isPlain = null) => new($"{(isPlain ?? IsLoopback ? "http" : "https")}://{Authority}/");

    public override string ToString() => Authority;
}
