namespace Whorl.Runtime.Caching;

/// <summary>
/// A folder that only its owner can look into or write to. What lies in it is native code that will run in this process, so a
/// folder that others could write to is not used.
/// </summary>
internal static class CacheFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The user's cache folder: <c>$XDG_CACHE_HOME/whorl</c>, or <c>.cache/whorl</c> in the home folder.</summary>
    public static string Default
    {
        get
        {
            string? xdg = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
            return Path.Combine(Path.IsPathRooted(xdg) ? xdg : Path.Combine(home, ".cache"), "whorl");
        }
    }

    /// <summary>Creates the folder if it is not there, and closes it to others.</summary>
    /// <exception cref="IOException">It cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">It belongs to somebody else.</exception>
    public static void Prepare(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            // A user's profile folder, where the default lies, is closed to other users already.
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, OwnerOnly);

        // Only the owner of a folder may set its mode, so this also tells whose it is.
        File.SetUnixFileMode(path, OwnerOnly);
    }
}
