namespace Whorl.Wit.Model;

/// <summary>The gates of an item.</summary>
/// <param name="Since">The version of the package that brought it, from <c>@since</c>.</param>
/// <param name="Feature">The feature that it belongs to, from <c>@unstable</c>.</param>
/// <param name="Deprecated">The version from which it should not be used, from <c>@deprecated</c>.</param>
public sealed record WitStability(SemanticVersion? Since, string? Feature, SemanticVersion? Deprecated)
{
    /// <summary>No gate at all.</summary>
    public static WitStability None { get; } = new(null, null, null);
}
