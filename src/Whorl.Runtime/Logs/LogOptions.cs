using System.Collections.Immutable;

namespace Whorl.Runtime.Logs;

/// <summary>Where the standard output and error of components go.</summary>
public sealed record LogOptions
{
    /// <summary>The folder of the log files, which is made if need be; null for no files.</summary>
    public string? Folder { get; init; }

    /// <summary>Whether to start the files afresh instead of adding to them.</summary>
    public bool Truncate { get; init; }

    /// <summary>The size at which a file is put aside (one older file is kept) and a new one begun.</summary>
    public long MaxFileBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Whether to show nothing here.</summary>
    public bool Quiet { get; init; }

    /// <summary>The components whose output is shown here too; empty for all.</summary>
    public ImmutableArray<string> Follow { get; init; } = [];

    /// <summary>
    /// Takes each line too, without its end: the component, the stream (<c>stdout</c> or <c>stderr</c>) and the text. Called on the thread that writes
    /// logs; lines of more than 16 KiB come in pieces. Null for nobody.
    /// </summary>
    public Action<string, string, string>? Lines { get; init; }
}
