namespace Whorl.Apps.Model;

/// <summary>Where the Wasm of a component comes from.</summary>
public abstract record ComponentSource
{
    private protected ComponentSource()
    {
    }

    /// <summary>A file, by its path relative to the app's folder (or absolute), as written.</summary>
    public sealed record Local(string Path) : ComponentSource
    {
        /// <inheritdoc />
        public override string ToString() => $"\"{Path}\"";
    }

    /// <summary>A download, which must have the given content.</summary>
    /// <param name="Url">An absolute <c>http</c> or <c>https</c> URL.</param>
    /// <param name="Digest">The SHA-256 of the content, 64 lower-case hex digits without a prefix.</param>
    public sealed record Download(Uri Url, string Digest) : ComponentSource
    {
        /// <inheritdoc />
        public override string ToString() => $"{Url.OriginalString} (sha256:{Digest})";
    }

    /// <summary>A package in a registry.</summary>
    /// <param name="Registry">The registry's name; null for the user's default one.</param>
    /// <param name="Package">The package, <c>namespace:name</c>.</param>
    /// <param name="Version">The exact version, or what is required of it.</param>
    public sealed record Registered(string? Registry, string Package, string Version) : ComponentSource
    {
        /// <summary>Whether the version is a requirement, which several versions may meet.</summary>
        public bool IsRequirement { get; init; }

        /// <inheritdoc />
        public override string ToString() => $"{Package}@{Version} from {Registry ?? "the default registry"}";
    }
}
