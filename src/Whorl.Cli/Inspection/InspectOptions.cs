namespace Whorl.Cli.Inspection;

/// <summary>What <c>whorl inspect</c> was asked for, as given.</summary>
internal sealed record InspectOptions
{
    /// <summary>A Wasm file, or an app: a folder or a manifest; null for the app in the current folder.</summary>
    public string? Source { get; init; }

    /// <summary>A newer version of the Wasm file, to compare with; null for none.</summary>
    public string? Newer { get; init; }

    public string? Profile { get; init; }

    public bool Json { get; init; }

    /// <summary>Whether to ask the engine's own implementation of the component model for its verdict.</summary>
    public bool Validate { get; init; }
}
