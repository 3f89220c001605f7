using Whorl.Components.Linking;

namespace Whorl.Components.Hosting;

/// <summary>Says that a part's import is met by another part.</summary>
/// <param name="Import">
/// The import: an interface, <c>namespace:package/interface</c>; a whole package, <c>namespace:package</c>; either with a version
/// (<c>@1.2.0</c>), and then any compatible version fits; or a plain name.
/// </param>
/// <param name="Provider">The part that meets it.</param>
public sealed record ComponentLink(string Import, ComponentPart Provider)
{
    /// <summary>The provider's export that meets the import; null for the one of the same name, in any compatible version.</summary>
    public string? Export { get; init; }

    /// <summary>Whether a link of one name meets an import of another.</summary>
    /// <param name="link">The name, as <see cref="Import"/>.</param>
    /// <param name="import">The import's own name.</param>
    public static bool Fits(string link, string import)
    {
        ArgumentNullException.ThrowIfNull(link);
        ArgumentNullException.ThrowIfNull(import);
        var (asked, name) = (InterfaceName.Parse(link), InterfaceName.Parse(import));
        return (name.Base == asked.Base || name.Base.StartsWith(asked.Base + '/', StringComparison.Ordinal))
            && (asked.Version.Length == 0 || name.Track == asked.Track);
    }
}
