using System.Collections.Frozen;
using System.Collections.Immutable;
using Whorl.Apps.Diagnostics;

namespace Whorl.Apps.Variables;

/// <summary>A file of environment variables: the one that is looked for in the working folder, or one that somebody has named.</summary>
public sealed class DotEnvFile
{
    private readonly string? _path;
    private readonly string? _config;
    private readonly SourceLocation _location;

    private DotEnvFile(string? path, string? config, SourceLocation location) => (_path, _config, _location) = (path, config, location);

    /// <summary>No file.</summary>
    public static DotEnvFile None { get; } = new(null, null, default);

    /// <summary><c>.env</c> of the working folder, which need not be there, and which other programs may write to as they like.</summary>
    public static DotEnvFile OfWorkingFolder { get; } = new(".env", null, default);

    /// <summary>A file that a runtime configuration names, and that has to be there and be in order.</summary>
    /// <param name="path">The file, absolute.</param>
    /// <param name="config">The runtime configuration, as messages call it.</param>
    /// <param name="location">The place in it that names the file.</param>
    public static DotEnvFile Named(string path, string config, SourceLocation location)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(config);
        return new DotEnvFile(path, config, location);
    }

    /// <summary>Reads the file.</summary>
    /// <param name="problems">What is wrong with it: errors for a file that was named, otherwise warnings.</param>
    internal FrozenDictionary<string, string> Read(out ImmutableArray<Diagnostic> problems)
    {
        problems = [];
        if (_path is null || (_config is null && !File.Exists(_path) && !Directory.Exists(_path)))
        {
            return FrozenDictionary<string, string>.Empty;
        }

        try
        {
            FrozenDictionary<string, string> values = DotEnv.Parse(File.ReadAllText(_path), out ImmutableArray<(int Line, string Problem)> lines);
            problems = [.. lines.Select(l => Problem(
                DiagnosticCode.BadDotEnvLine,
                _path,
                new SourceLocation(l.Line, 1),
                $"the line cannot be understood: {l.Problem}{(_config is null ? "; it is ignored" : "")}",
                "Write NAME=value, with quotes around a value of several lines, and # before a comment."))];
            return values;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string why = Directory.Exists(_path) ? "it is a folder" : e.Message;
            problems = [_config is null
                ? Problem(DiagnosticCode.UnreadableFile, _path, default, $"cannot read the file of environment variables: {why}", "Nothing in it counts. Make it readable, or remove it.")
                : Problem(
                    DiagnosticCode.UnreadableFile,
                    _config,
                    _location,
                    $"`dotenv_path` in [[variables_provider]] names {_path}, which cannot be read: {why}",
                    "Correct the path, which starts from the folder of the runtime configuration, or leave `dotenv_path` out for the environment alone.")];
            return FrozenDictionary<string, string>.Empty;
        }
    }

    private Diagnostic Problem(DiagnosticCode code, string file, SourceLocation location, string message, string remedy) =>
        new(_config is null ? DiagnosticSeverity.Warning : DiagnosticSeverity.Error, code, file, location, message, remedy);
}
