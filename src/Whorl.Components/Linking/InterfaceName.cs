using System.Globalization;

namespace Whorl.Components.Linking;

/// <summary>An interface name taken apart: <c>wasi:http/types@0.2.12</c> is a base and a version.</summary>
/// <param name="Base">Everything before the version.</param>
/// <param name="Version">The version as written, without build metadata; empty when there is none.</param>
internal readonly record struct InterfaceName(string Base, string Version)
{
    /// <summary>
    /// The range of versions that can stand for each other: <c>1</c> for 1.x, <c>0.2</c> for 0.2.x, the whole version
    /// for 0.0.x and for pre-releases.
    /// </summary>
    public string Track { get; } = TrackOf(Version);

    public static InterfaceName Parse(string name)
    {
        var at = name.IndexOf('@', StringComparison.Ordinal);
        if (at < 0)
        {
            return new InterfaceName(name, "");
        }

        var version = name[(at + 1)..];
        var build = version.IndexOf('+', StringComparison.Ordinal);
        return new InterfaceName(name[..at], build < 0 ? version : version[..build]);
    }

    /// <summary>Whether an offer under this name can meet an import of the other.</summary>
    public bool Meets(InterfaceName import) => Base == import.Base && Track == import.Track;

    /// <summary>Orders versions of one track: the patch or minor-and-patch numbers.</summary>
    public int CompareVersion(InterfaceName other)
    {
        var (mine, theirs) = (Numbers(Version), Numbers(other.Version));
        return mine.CompareTo(theirs);
    }

    private static string TrackOf(string version)
    {
        if (version.Contains('-', StringComparison.Ordinal))
        {
            return version;
        }

        var parts = version.Split('.');
        return parts switch
        {
            ["0", "0", ..] => version,
            ["0", var minor, ..] => $"0.{minor}",
            _ => parts[0],
        };
    }

    private static (ulong Major, ulong Minor, ulong Patch) Numbers(string version)
    {
        var parts = version.Split('-')[0].Split('.');
        return (Number(parts, 0), Number(parts, 1), Number(parts, 2));
    }

    private static ulong Number(string[] parts, int index) =>
        index < parts.Length && ulong.TryParse(parts[index], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
