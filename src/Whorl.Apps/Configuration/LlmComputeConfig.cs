using Whorl.Apps.Diagnostics;

namespace Whorl.Apps.Configuration;

/// <summary>Where models are run.</summary>
/// <param name="Location">The place of the table in the file.</param>
public abstract record LlmComputeConfig(SourceLocation Location)
{
    // So that no log shows what is secret.
    /// <inheritdoc/>
    public sealed override string ToString() => GetType().Name;

    /// <summary><c>type = "spin"</c>: in this process.</summary>
    /// <param name="Location">The place of the table in the file.</param>
    public sealed record Local(SourceLocation Location) : LlmComputeConfig(Location);

    /// <summary><c>type = "remote_http"</c>: on a server.</summary>
    /// <param name="Location">The place of the table in the file.</param>
    /// <param name="Url">The server.</param>
    /// <param name="AuthToken">What it knows the app by.</param>
    /// <param name="IsOpenAi">Whether it is spoken to as OpenAI's servers are.</param>
    public sealed record RemoteHttp(SourceLocation Location, Uri Url, string AuthToken, bool IsOpenAi) : LlmComputeConfig(Location);
}
