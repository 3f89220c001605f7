namespace Whorl.Apps.Model;

/// <summary>Where a dependency comes from.</summary>
public abstract record DependencySource
{
    private protected DependencySource()
    {
    }

    /// <summary>A package in a registry.</summary>
    /// <param name="Registry">The registry; null for the user's default one.</param>
    /// <param name="Package">The package, <c>namespace:name</c>.</param>
    /// <param name="VersionRequirement">A semantic version requirement, for example <c>^1.2</c>.</param>
    public sealed record Registered(string? Registry, string Package, string VersionRequirement) : DependencySource;

    /// <summary>A file, relative to the app's folder.</summary>
    public sealed record Local(string Path) : DependencySource;

    /// <summary>A download, which must have the given SHA-256 (64 lower-case hex digits).</summary>
    public sealed record Download(Uri Url, string Digest) : DependencySource;

    /// <summary>Another component of the app, by its id.</summary>
    public sealed record Component(string Id) : DependencySource;
}
