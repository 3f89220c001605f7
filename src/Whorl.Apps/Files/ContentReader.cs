using System.Collections.Concurrent;
using System.Security.Cryptography;
using Whorl.Apps.Diagnostics;

namespace Whorl.Apps.Files;

/// <summary>Reads files for their digests.</summary>
internal static class ContentReader
{
    private const string EmptyDigest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /// <summary>The content of each file by its host path; files with equal bytes share one object. Unreadable ones are reported.</summary>
    public static IReadOnlyDictionary<string, FileContent> Read(IEnumerable<ListedFile> files, DiagnosticBag diagnostics)
    {
        var byPath = new ConcurrentDictionary<string, FileContent>(StringComparer.Ordinal);
        var byDigest = new ConcurrentDictionary<string, FileContent>(StringComparer.Ordinal);
        var failures = new ConcurrentBag<(ListedFile File, string Message)>();
        Parallel.ForEach(files.DistinctBy(f => f.HostPath, StringComparer.Ordinal), file =>
        {
            try
            {
                var content = Read(file.HostPath);
                byPath[file.HostPath] = byDigest.GetOrAdd(content.Digest, content);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                failures.Add((file, e.Message));
            }
        });

        foreach (var (file, message) in failures.OrderBy(f => f.File.HostPath, StringComparer.Ordinal))
        {
            diagnostics.Error(DiagnosticCode.UnreadableFile, file.Location, $"cannot read {file.HostPath}: {message}");
        }

        return byPath;
    }

    private static FileContent Read(string path)
    {
        var info = new FileInfo(path);
        var modified = new DateTimeOffset(info.LastWriteTimeUtc, TimeSpan.Zero);

        // Pipes and devices have no length either, and opening one may never return.
        if (info.Length == 0)
        {
            return new FileContent(path, EmptyDigest, 0, modified);
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        return new FileContent(path, Convert.ToHexStringLower(SHA256.HashData(stream)), info.Length, modified);
    }
}
