using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging;
using Whorl.Functional.Tests.Infrastructure;

namespace Whorl.Functional.Tests.Cli;

/// <summary>The <c>whorl</c> command as users run it: a process with its own output, error and exit code.</summary>
internal sealed class WhorlProcess : IDisposable
{
    private const int Sigterm = 15;

    private readonly Process _process;
    private readonly Task<string> _error;
    private readonly LogRecorder _errorLines = new();

    private WhorlProcess(Process process)
    {
        _process = process;
        _error = ReadErrorAsync(process.StandardError);
    }

    public static WhorlProcess Start(string folder, params string[] arguments) => Start(folder, [], arguments);

    public static WhorlProcess Start(string folder, IReadOnlyCollection<KeyValuePair<string, string>> environment, string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "whorl"))
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["XDG_CACHE_HOME"] = Path.Combine(AppContext.BaseDirectory, "cache");

        // What the user has configured is nothing to the tests.
        start.Environment["XDG_CONFIG_HOME"] = Path.Combine(folder, "config");
        start.Environment["DOCKER_CONFIG"] = Path.Combine(folder, "docker");
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return new WhorlProcess(Process.Start(start)!);
    }

    /// <summary>The next line of standard output; null at its end.</summary>
    public async Task<string?> ReadLineAsync() => await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience.Long);

    /// <summary>Lines of standard output up to one that begins in a given way.</summary>
    public async Task<List<string>> ReadLinesUntilAsync(string beginning)
    {
        var lines = new List<string>();
        while (await ReadLineAsync() is { } line)
        {
            lines.Add(line);
            if (line.StartsWith(beginning, StringComparison.Ordinal))
            {
                return lines;
            }
        }

        throw new InvalidOperationException($"whorl ended before it wrote \"{beginning}\": {await _error}");
    }

    /// <summary>The first line of standard error, written or yet to be written, that contains all of some texts.</summary>
    public async Task<string> ErrorLineAsync(params string[] parts) => (await _errorLines.LineAsync(parts))["Information: ".Length..];

    /// <summary>Waits for the end.</summary>
    public async Task<(int ExitCode, string Output, string Error)> EndAsync()
    {
        string output = await _process.StandardOutput.ReadToEndAsync().WaitAsync(Patience.Long);
        await _process.WaitForExitAsync().WaitAsync(Patience.Long);

        // Said on a busy machine only.
        string error = (await _error).Replace("Preparing Wasm modules is taking a few seconds...\n", "", StringComparison.Ordinal);
        return (_process.ExitCode, output, error);
    }

    /// <summary>Writes all of standard input.</summary>
    public async Task WriteInputAsync(string text)
    {
        await _process.StandardInput.WriteAsync(text);
        _process.StandardInput.Close();
    }

    /// <summary>Reads no more of standard output.</summary>
    public void CloseOutput() => _process.StandardOutput.Close();

    /// <summary>Waits for the end of a process whose standard output nobody reads.</summary>
    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience.Long);
        return _process.ExitCode;
    }

    private async Task<string> ReadErrorAsync(StreamReader error)
    {
        var all = new StringBuilder();
        while (await error.ReadLineAsync() is { } line)
        {
            all.Append(line).Append('\n');
            _errorLines.Log(LogLevel.Information, default, line, exception: null, (text, _) => text);
        }

        return all.ToString();
    }

    public async Task TerminateAsync()
    {
        using Process kill = Process.Start("kill", [$"-{Sigterm}", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
