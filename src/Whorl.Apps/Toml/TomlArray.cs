using Whorl.Apps.Diagnostics;

namespace Whorl.Apps.Toml;

/// <summary>An array in a TOML file, written with brackets or as <c>[[tables]]</c>.</summary>
public sealed class TomlArray : TomlNode
{
    private readonly List<TomlNode> _items = [];

    internal TomlArray(SourceLocation location, bool isOpen)
        : base(location) => IsOpen = isOpen;

    /// <summary>The elements in order.</summary>
    public IReadOnlyList<TomlNode> Items => _items;

    /// <inheritdoc />
    public override string Kind => "an array";

    /// <summary>Whether <c>[[...]]</c> headers made it, so that further ones may add to it.</summary>
    internal bool IsOpen { get; }

    internal void Add(TomlNode item) => _items.Add(item);
}
