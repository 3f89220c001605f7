using Whorl.Apps.Diagnostics;
using Whorl.Apps.Model;

namespace Whorl.Apps.Files;

/// <summary>Finds the files that <c>files</c> of a component takes in.</summary>
internal sealed class FileListing
{
    private readonly AppFolder _folder;
    private readonly string _owner;
    private readonly List<Glob> _excludes = [];
    private readonly List<ListedFile> _files = [];
    private readonly DiagnosticBag _diagnostics;

    private FileListing(AppFolder folder, ComponentModel component, DiagnosticBag diagnostics)
    {
        _folder = folder;
        _owner = $"component `{component.Id}`";
        _diagnostics = diagnostics;
        foreach (var exclude in component.ExcludeFiles)
        {
            if (Glob.TryParse(exclude, starCrossesSlash: true, out var glob, out _))
            {
                _excludes.Add(glob);
            }
        }
    }

    public static List<ListedFile> List(AppFolder folder, ComponentModel component, DiagnosticBag diagnostics)
    {
        var listing = new FileListing(folder, component, diagnostics);
        foreach (var entry in component.Files)
        {
            try
            {
                listing.Add(entry);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                diagnostics.Error(DiagnosticCode.UnreadableFile, entry.Location, $"cannot list the files of {listing._owner}: {e.Message}");
            }
        }

        return listing._files;
    }

    private void Add(FilesEntry entry)
    {
        if (entry is FilesEntry.Placement placement)
        {
            AddPlacement(placement);
            return;
        }

        var text = ((FilesEntry.Pattern)entry).Text;
        var segments = Segments(text);
        var path = _folder.PathOf(string.Join('/', segments));
        if (File.Exists(path))
        {
            AddFile(path, segments, entry);
        }
        else if (Directory.Exists(path))
        {
            AddFolder(path, segments, entry);
        }
        else if (Glob.IsGlob(text))
        {
            AddGlob(segments, entry);
        }
        else
        {
            Missing(text, entry);
        }
    }

    private void AddPlacement(FilesEntry.Placement placement)
    {
        var path = _folder.PathOf(string.Join('/', Segments(placement.Source)));
        var destination = Segments(placement.Destination);
        if (Directory.Exists(path))
        {
            AddFolder(path, destination, placement);
        }
        else if (!File.Exists(path))
        {
            Missing(placement.Source, placement);
        }
        else if (destination.Length == 0 || placement.Destination.Split('/')[^1] is "" or ".")
        {
            _diagnostics.Error(
                DiagnosticCode.BadFilePattern,
                placement.Location,
                $"`{placement.Source}` in `files` of {_owner} is a file, but its destination `{placement.Destination}` is a folder",
                $"Write destination = \"{placement.Destination.TrimEnd('.', '/')}/{Path.GetFileName(path)}\".");
        }
        else
        {
            AddFile(path, destination, placement);
        }
    }

    private void AddFolder(string path, string[] guestFolder, FilesEntry entry)
    {
        foreach (var file in Walk(path, int.MaxValue, entry))
        {
            if (!IsExcluded(file))
            {
                AddFile(file, [.. guestFolder, .. RelativeSegments(path, file)], entry);
            }
        }
    }

    private void AddGlob(string[] segments, FilesEntry entry)
    {
        if (!Glob.TryParse(string.Join('/', segments), starCrossesSlash: false, out var glob, out _))
        {
            return;
        }

        // The walk starts below the segments that are no patterns, and goes no deeper than the pattern can match.
        var literal = segments.TakeWhile(s => !Glob.IsGlob(s)).ToArray();
        var start = _folder.PathOf(string.Join('/', literal));
        var depth = segments.Contains("**") ? int.MaxValue : segments.Length - literal.Length;
        var count = 0;
        foreach (var file in Directory.Exists(start) ? Walk(start, depth, entry) : [])
        {
            var relative = RelativeSegments(_folder.Root, file);
            if (glob.IsMatch(string.Join('/', relative)))
            {
                count++;
                if (!IsExcluded(file))
                {
                    AddFile(file, relative, entry);
                }
            }
        }

        if (count == 0)
        {
            _diagnostics.Warning(
                DiagnosticCode.MissingFile,
                entry.Location,
                $"`{string.Join('/', segments)}` in `files` of {_owner} matches no file in {_folder.Root}");
        }
    }

    private void AddFile(string path, string[] guestPath, FilesEntry entry)
    {
        var real = _folder.RealPath(path);
        if (_folder.Contains(real))
        {
            _files.Add(new ListedFile(guestPath, real, entry.Location));
        }
        else
        {
            Outside(path, real, entry);
        }
    }

    private IEnumerable<string> Walk(string folder, int depth, FilesEntry entry)
    {
        var pending = new Stack<(string Path, int Depth, HashSet<string> Above)>();
        pending.Push((folder, depth, []));
        while (pending.TryPop(out var current))
        {
            var real = _folder.RealPath(current.Path);
            if (!_folder.Contains(real))
            {
                Outside(current.Path, real, entry);
                continue;
            }

            // A link to a folder above would never end.
            if (current.Above.Contains(real))
            {
                continue;
            }

            foreach (var file in Directory.EnumerateFiles(current.Path).Order(StringComparer.Ordinal))
            {
                yield return file;
            }

            if (current.Depth > 1)
            {
                foreach (var inner in Directory.EnumerateDirectories(current.Path))
                {
                    pending.Push((inner, current.Depth - 1, [.. current.Above, real]));
                }
            }
        }
    }

    private bool IsExcluded(string path)
    {
        var relative = string.Join('/', RelativeSegments(_folder.Root, path));
        return _excludes.Exists(e => e.IsMatch(relative));
    }

    private void Missing(string text, FilesEntry entry) =>
        _diagnostics.Error(
            DiagnosticCode.MissingFile,
            entry.Location,
            $"`{text}` in `files` of {_owner} does not exist in {_folder.Root}",
            "Check the path, which is relative to the manifest's folder; if a build makes the file, run `whorl build` first.");

    private void Outside(string path, string real, FilesEntry entry) =>
        _diagnostics.Error(
            DiagnosticCode.FileOutsideApp,
            entry.Location,
            $"{path} in `files` of {_owner} leads to {real}, which is outside the app's folder",
            "Copy the file into the app's folder, or keep it out with `exclude_files`.");

    private static string[] Segments(string path) => [.. path.Split('/').Where(s => s is not ("" or "."))];

    private static string[] RelativeSegments(string folder, string path) =>
        Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar);
}
