using System.Collections.Immutable;

namespace Whorl.Apps.Model;

/// <summary>A response that needs no component.</summary>
public sealed record StaticResponse
{
    /// <summary><c>status_code</c>.</summary>
    public int StatusCode { get; init; } = 200;

    /// <summary><c>headers</c>, in the order of the manifest.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary><c>body</c>; null for none.</summary>
    public string? Body { get; init; }
}
