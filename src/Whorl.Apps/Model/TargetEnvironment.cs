namespace Whorl.Apps.Model;

/// <summary>An environment that an app says it can be deployed to.</summary>
public abstract record TargetEnvironment
{
    private protected TargetEnvironment()
    {
    }

    /// <summary>By its name and version, <c>name:version</c>.</summary>
    public sealed record Named(string Name) : TargetEnvironment;

    /// <summary>By the URL of its definition.</summary>
    public sealed record Online(string Url) : TargetEnvironment;

    /// <summary>By the path of its definition, relative to the app's folder.</summary>
    public sealed record File(string Path) : TargetEnvironment;
}
