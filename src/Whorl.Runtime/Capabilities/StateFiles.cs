using System.Diagnostics.CodeAnalysis;

namespace Whorl.Runtime.Capabilities;

/// <summary>
/// The files that keep an app's state. Each belongs to one app, whose name stands in a file beside it, so that no app reads what
/// another one wrote because both were given the same folder.
/// </summary>
internal sealed class StateFiles(string app, string? folder)
{
    /// <summary>What to do about a file that belongs to another app.</summary>
    public const string Remedy =
        "Give each app a file of its own: by another --state-dir, or by another path where the runtime configuration names one. "
        + "If the app has been renamed, write its new name into the file that ends in .app.";

    /// <summary>A file in the state folder; null, for memory, when there is no folder.</summary>
    public string? PathOf(string name) => folder is null ? null : Path.Combine(folder, name);

    /// <summary>Makes a file the app's own, unless it is another one's.</summary>
    public bool TryClaim(string path, [NotNullWhen(false)] out string? problem)
    {
        if (Directory.Exists(path))
        {
            problem = $"{path}, which is to keep the state of the app, is a folder and not a file";
            return false;
        }

        string owner = path + ".app";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using (var claim = new FileStream(owner, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
            using (var reader = new StreamReader(claim))
            {
                string name = reader.ReadToEnd().Trim();
                if (name.Length > 0)
                {
                    problem = name == app ? null : $"{path} keeps the state of the app `{name}`, not of `{app}`";
                    return problem is null;
                }

                using var writer = new StreamWriter(claim);
                writer.WriteLine(app);
            }

            problem = null;
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = $"{path}, which is to keep the state of the app, cannot be used: {e.Message}";
            return false;
        }
    }
}
