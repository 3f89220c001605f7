using Whorl.Apps.Diagnostics;

namespace Whorl.Apps.Files;

/// <summary>Decides what stands at each path that a component sees.</summary>
internal static class FilePlacements
{
    public static List<KeyValuePair<string[], FileContent>> Place(
        IEnumerable<ListedFile> files, IReadOnlyDictionary<string, FileContent> contents, string component, DiagnosticBag diagnostics)
    {
        var placed = new Dictionary<string, (ListedFile File, FileContent Content)>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (!contents.TryGetValue(file.HostPath, out var content))
            {
                continue;
            }

            if (!placed.TryAdd(file.GuestText, (file, content)) && placed[file.GuestText].Content != content)
            {
                Conflict(
                    file,
                    $"{placed[file.GuestText].File.HostPath} and {file.HostPath} would both be {file.GuestText}",
                    component,
                    diagnostics);
            }
        }

        foreach (var (file, _) in placed.Values.ToList())
        {
            for (var length = 1; length < file.GuestPath.Length; length++)
            {
                if (placed.TryGetValue("/" + string.Join('/', file.GuestPath[..length]), out var above))
                {
                    Conflict(file, $"{above.File.GuestText} would be a file, and the folder of {file.GuestText}", component, diagnostics);
                    placed.Remove(file.GuestText);
                    break;
                }
            }
        }

        return [.. placed.Values.Select(p => KeyValuePair.Create(p.File.GuestPath, p.Content))];
    }

    private static void Conflict(ListedFile file, string message, string component, DiagnosticBag diagnostics) =>
        diagnostics.Error(
            DiagnosticCode.FileConflict,
            file.Location,
            $"entries of `files` of component `{component}` do not go together: {message}",
            "Change the destination of one, or keep one out with `exclude_files`.");
}
