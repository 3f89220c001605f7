using System.Diagnostics.CodeAnalysis;
using Whorl.Apps.Diagnostics;

namespace Whorl.Apps.Toml;

/// <summary>A table in a TOML file, however it was written. Its entries keep the order of the file.</summary>
public sealed class TomlTable : TomlNode
{
    private readonly List<TomlEntry> _entries = [];
    private readonly Dictionary<string, TomlEntry> _byKey = new(StringComparer.Ordinal);

    internal TomlTable(SourceLocation location, TomlTableOrigin origin)
        : base(location) => Origin = origin;

    /// <summary>A table with nothing in it, which was written nowhere.</summary>
    public static TomlTable Empty { get; } = new(default, TomlTableOrigin.Inline);

    /// <summary>The entries in the order of the file.</summary>
    public IReadOnlyList<TomlEntry> Entries => _entries;

    /// <inheritdoc />
    public override string Kind => "a table";

    /// <summary>What made the table, which decides what may still add to it.</summary>
    internal TomlTableOrigin Origin { get; set; }

    /// <summary>The entry of <paramref name="key"/>, if there is one.</summary>
    public bool TryGet(string key, [NotNullWhen(true)] out TomlEntry? entry) => _byKey.TryGetValue(key, out entry);

    internal void Add(TomlEntry entry)
    {
        _byKey.Add(entry.Key, entry);
        _entries.Add(entry);
    }
}
