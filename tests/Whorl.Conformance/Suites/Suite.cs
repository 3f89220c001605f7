using System.Collections.Concurrent;
using Whorl.Conformance.Running;

namespace Whorl.Conformance.Suites;

/// <summary>A folder of scripts, with the failures that are expected of it. Each script runs once, when first asked for.</summary>
internal sealed class Suite
{
    private readonly ConcurrentDictionary<string, Lazy<ScriptReport>> _reports = new(StringComparer.Ordinal);

    public Suite(string name, string folder, string expectations)
    {
        Name = name;
        Folder = folder;
        Expectations = ExpectationFile.Load(expectations);
        Files = [.. Directory.EnumerateFiles(folder, "*.wast", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];
    }

    public string Name { get; }

    public string Folder { get; }

    /// <summary>The scripts, relative to the folder, with forward slashes.</summary>
    public IReadOnlyList<string> Files { get; }

    public ExpectationFile Expectations { get; }

    /// <summary>What became of each directive of the script.</summary>
    public ScriptReport Report(string file) =>
        _reports.GetOrAdd(file, name => new Lazy<ScriptReport>(() => ScriptReport.Run(name, Path.Combine(Folder, name)))).Value;
}
