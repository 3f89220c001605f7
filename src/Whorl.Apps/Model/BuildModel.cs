using System.Collections.Immutable;

namespace Whorl.Apps.Model;

/// <summary>How a component is built.</summary>
public sealed record BuildModel
{
    /// <summary><c>command</c>: shell commands, run one after the other.</summary>
    public required ImmutableArray<string> Commands { get; init; }

    /// <summary><c>workdir</c>: the folder to run them in, relative to the app's; null for the app's folder itself.</summary>
    public string? WorkingFolder { get; init; }

    /// <summary><c>watch</c>: paths and globs, relative to the working folder, whose change calls for a new build.</summary>
    public ImmutableArray<string> Watch { get; init; } = [];
}
