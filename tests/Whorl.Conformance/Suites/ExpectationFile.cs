namespace Whorl.Conformance.Suites;

/// <summary>
/// The directives of a suite that are known to fail, each with the reason. One per line,
/// <c>file:line reason</c>; `#` begins a comment line.
/// </summary>
internal sealed class ExpectationFile
{
    private readonly Dictionary<string, string> _reasons = new(StringComparer.Ordinal);

    /// <summary>The keys of all directives listed, such as "values/strings.wast:12".</summary>
    public IReadOnlyCollection<string> Keys => _reasons.Keys;

    /// <summary>Why the directive is expected to fail, or null when it must pass.</summary>
    public string? ReasonFor(string key) => _reasons.GetValueOrDefault(key);

    /// <summary>Reads the file at <paramref name="path"/>; a file that does not exist lists nothing.</summary>
    public static ExpectationFile Load(string path) => File.Exists(path) ? Parse(path, File.ReadLines(path)) : new ExpectationFile();

    /// <param name="origin">What to call the lines' source in messages.</param>
    /// <param name="lines">The lines of the file.</param>
    /// <exception cref="FormatException">A line is not of the form above, or lists a directive again.</exception>
    public static ExpectationFile Parse(string origin, IEnumerable<string> lines)
    {
        var file = new ExpectationFile();
        foreach (var (index, line) in lines.Index())
        {
            var entry = line.Trim();
            if (entry.Length == 0 || entry.StartsWith('#'))
            {
                continue;
            }
            var blank = entry.IndexOf(' ', StringComparison.Ordinal);
            if (blank < 0 || !entry[..blank].Contains(':', StringComparison.Ordinal))
            {
                throw new FormatException($"{origin}:{index + 1}: `{entry}` is not `file:line reason`");
            }
            if (!file._reasons.TryAdd(entry[..blank], entry[blank..].Trim()))
            {
                throw new FormatException($"{origin}:{index + 1}: `{entry[..blank]}` is already listed; remove one of the two lines");
            }
        }
        return file;
    }
}
