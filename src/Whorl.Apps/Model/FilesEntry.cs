using Whorl.Apps.Diagnostics;

namespace Whorl.Apps.Model;

/// <summary>An entry of <c>files</c>.</summary>
public abstract record FilesEntry
{
    private protected FilesEntry(SourceLocation location) => Location = location;

    /// <summary>Where it was written.</summary>
    public SourceLocation Location { get; }

    /// <summary>A file, a folder or a glob, each of whose files keeps its path relative to the app's folder.</summary>
    public sealed record Pattern(string Text, SourceLocation Location) : FilesEntry(Location);

    /// <summary>A file or the contents of a folder, put at another path.</summary>
    /// <param name="Source">A path relative to the app's folder.</param>
    /// <param name="Destination">The guest's path.</param>
    /// <param name="Location">Where it was written.</param>
    public sealed record Placement(string Source, string Destination, SourceLocation Location) : FilesEntry(Location);
}
