using System.Collections.Immutable;

namespace Whorl.Wit.Model;

/// <summary>The name of a package, such as <c>wasi:http@0.2.12</c>.</summary>
public sealed class WitPackageName : IEquatable<WitPackageName>
{
    private readonly string _text;

    /// <summary>Makes a name.</summary>
    /// <param name="namespaces">At least one, outermost first.</param>
    /// <param name="names">At least one, outermost first.</param>
    /// <param name="version">The version, if it has one.</param>
    public WitPackageName(ImmutableArray<string> namespaces, ImmutableArray<string> names, SemanticVersion? version)
    {
        Namespaces = namespaces;
        Names = names;
        Version = version;
        _text = Path + VersionSuffix;
    }

    /// <summary>The namespaces, outermost first; nearly always one.</summary>
    public ImmutableArray<string> Namespaces { get; }

    /// <summary>The package's own name and, for nested packages, those of its parents, outermost first; nearly always one.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>The version, or null.</summary>
    public SemanticVersion? Version { get; }

    /// <summary>The name without its version: <c>wasi:http</c>.</summary>
    public string Path => string.Join(":", Namespaces) + ":" + string.Join("/", Names);

    private string VersionSuffix => Version is null ? "" : "@" + Version;

    /// <summary>The full name of an interface or a world of this package: <c>wasi:http/types@0.2.12</c>.</summary>
    public string Qualify(string item) => $"{Path}/{item}{VersionSuffix}";

    /// <inheritdoc/>
    public bool Equals(WitPackageName? other) => other is not null && _text == other._text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as WitPackageName);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_text);

    /// <inheritdoc/>
    public override string ToString() => _text;
}
