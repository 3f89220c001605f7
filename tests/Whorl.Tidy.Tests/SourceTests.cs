using System.Text.RegularExpressions;

namespace Whorl.Tidy.Tests;

public sealed partial class SourceTests
{
    /// <summary>Where unsafe code may stand: the native boundary and the layer right above it.</summary>
    private static readonly string[] s_unsafeProjects = ["src/Whorl.Wasmtime/", "src/Whorl.Components/", "tests/Whorl.Wasmtime.Tests/", "bench/"];

    [Fact]
    public void Source_UnsafeCode_StaysAtTheNativeBoundary()
    {
        var offenders = Repository.FilesEndingIn(".cs", ".csproj")
            .Where(file => !s_unsafeProjects.Any(file.StartsWith) && !file.Contains("Tidy", StringComparison.Ordinal))
            .SelectMany(file => Repository.Lines(file).Where(line => UnsafeCode().IsMatch(line.Text)).Select(line => $"{file}:{line.Number}"));
        Assert.Empty(offenders);
    }

    [Fact]
    public void Source_UnsafeBlocks_SayWhyTheyAreSafe()
    {
        var offenders = Repository.FilesEndingIn(".cs")
            .Where(file => file.StartsWith("src/", StringComparison.Ordinal))
            .SelectMany(file =>
            {
                var lines = File.ReadAllLines(Path.Combine(Repository.Root, file));
                return Enumerable.Range(0, lines.Length)
                    .Where(i => UnsafeBlock().IsMatch(lines[i]))
                    .Where(i => !lines[Math.Max(0, i - 6)..Math.Min(lines.Length, i + 4)].Any(line => line.Contains("SAFETY:", StringComparison.Ordinal)))
                    .Select(i => $"{file}:{i + 1}");
            });
        Assert.Empty(offenders);
    }

    [Fact]
    public void Source_OpenEnds_AreNotLeftBehind()
    {
        var offenders = Repository.FilesEndingIn(".cs", ".sh", ".js", ".ts", ".c", ".h", ".wit")
            .Where(file => !file.Contains("Tidy", StringComparison.Ordinal))
            .SelectMany(file => Repository.Lines(file).Where(line => OpenEnd().IsMatch(line.Text)).Select(line => $"{file}:{line.Number}: {line.Text.Trim()}"));
        Assert.Empty(offenders);
    }

    [Fact]
    public void Source_TestsThatAreSkipped_AreNotKept()
    {
        var offenders = Repository.FilesEndingIn(".cs")
            .Where(file => !file.Contains("Tidy", StringComparison.Ordinal))
            .SelectMany(file => Repository.Lines(file).Where(line => line.Text.Contains("Skip = \"", StringComparison.Ordinal)).Select(line => $"{file}:{line.Number}"));
        Assert.Empty(offenders);
    }

    [Fact]
    public void Repository_Binaries_AreSmallAndBuiltFromSourceBesideThem()
    {
        var offenders = Repository.FilesEndingIn(".wasm", ".so", ".dll", ".exe", ".o", ".zip", ".gz")
            .Where(file => !file.EndsWith(".wasm", StringComparison.Ordinal)
                || new FileInfo(Path.Combine(Repository.Root, file)).Length > 64 * 1024
                || !Repository.Files.Any(source => source == Path.ChangeExtension(file, ".c") || source == Path.ChangeExtension(file, ".wat")));
        Assert.Empty(offenders);
    }

    [Fact]
    public void Repository_LockFiles_NameNoRegistry()
    {
        var offenders = Repository.FilesEndingIn("package-lock.json", "packages.lock.json").Where(file => Repository.Read(file).Contains("\"resolved\": \"http", StringComparison.Ordinal));
        Assert.Empty(offenders);
    }

    [GeneratedRegex(@"\bunsafe\b(?=[^""]*$)|<AllowUnsafeBlocks>")]
    private static partial Regex UnsafeCode();

    [GeneratedRegex(@"^\s*unsafe\s*(\{|$)")]
    private static partial Regex UnsafeBlock();

    [GeneratedRegex(@"\b(TODO|FIXME|XXX|HACK)\b|NotImplementedException")]
    private static partial Regex OpenEnd();
}
