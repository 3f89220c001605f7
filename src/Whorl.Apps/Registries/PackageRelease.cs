namespace Whorl.Apps.Registries;

/// <summary>A version of a package that was found: a file, or something to download.</summary>
internal sealed record PackageRelease
{
    private PackageRelease()
    {
    }

    /// <summary>The absolute path of the file; null for something to download.</summary>
    public string? LocalPath { get; private init; }

    /// <summary>The SHA-256 of what is to be downloaded, as hex digits.</summary>
    public string? Digest { get; private init; }

    /// <summary>Begins the download.</summary>
    public Func<CancellationToken, Task<HttpResponseMessage>>? OpenAsync { get; private init; }

    public static PackageRelease At(string path) => new() { LocalPath = path };

    public static PackageRelease In(OciRepository repository, string digest) =>
        new() { Digest = digest, OpenAsync = cancellationToken => repository.OpenAsync(digest, cancellationToken) };
}
