using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Whorl.Wasi;

namespace Whorl.Runtime.Logs;

/// <summary>
/// Takes the standard output and error of an app's components to <c>&lt;folder&gt;/&lt;component&gt;_{stdout,stderr}.txt</c> and to the host's
/// standard error, on a thread of its own, so that a slow disk or terminal holds up no guest.
/// </summary>
internal sealed partial class ComponentLogs : IDisposable
{
    private readonly LogOptions _options;
    private readonly Stream _shown;
    private readonly ILogger _logger;
    private readonly BlockingCollection<ComponentOutput> _filled = [];
    private readonly List<ComponentOutput> _outputs = [];
    private readonly Lazy<Thread> _thread;

    /// <summary>Prepares the folder.</summary>
    /// <param name="options">Where the output goes.</param>
    /// <param name="shown">The host's standard error.</param>
    /// <param name="logger">Told when output is lost.</param>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    public ComponentLogs(LogOptions options, Stream shown, ILogger logger)
    {
        _options = options;
        _shown = shown;
        _logger = logger;
        _thread = new(StartThread);
        if (options.Folder is not null)
        {
            MakeFolder(options.Folder);
        }
    }

    /// <summary>Opens the two streams of a component.</summary>
    public (IOutputSink Stdout, IOutputSink Stderr) Open(string component)
    {
        bool isShown = !_options.Quiet && (_options.Follow.IsEmpty || _options.Follow.Contains(component));
        return (OpenStream(component, "stdout", isShown), OpenStream(component, "stderr", isShown));
    }

    /// <summary>Writes what waits and closes the files. No guest may run any more.</summary>
    public void Dispose()
    {
        _filled.CompleteAdding();
        if (_thread.IsValueCreated)
        {
            _thread.Value.Join();
        }

        _outputs.ForEach(o => o.Dispose());
        _filled.Dispose();
    }

    private static void MakeFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"the folder {folder} for what components print cannot be made: {e.Message} Give another one with --log-dir, or none with --log-dir \"\"", e);
        }
    }

    private IOutputSink OpenStream(string component, string stream, bool isShown)
    {
        if (_options.Folder is null && !isShown && _options.Lines is null)
        {
            return NullOutputSink.Instance;
        }

        LogFile? file = _options.Folder is { } folder
            ? new LogFile(Path.Combine(folder, $"{FileName(component)}_{stream}.txt"), _options.Truncate, _options.MaxFileBytes)
            : null;
        var output = new ComponentOutput(file, isShown ? _shown : null, _options.Lines is { } lines ? new LineSplitter(line => lines(component, stream, line)) : null, Enqueue);
        _outputs.Add(output);
        return output;
    }

    // Ids are kebab-case already; this holds whatever becomes of that rule.
    private static string FileName(string component) =>
        string.Concat(component.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_'));

    private void Enqueue(ComponentOutput output)
    {
        _ = _thread.Value;
        try
        {
            _filled.Add(output);
        }
        catch (InvalidOperationException)
        {
            // The host has stopped without waiting for this guest; what it says now is lost.
        }
    }

    private Thread StartThread()
    {
        var thread = new Thread(Run) { IsBackground = true, Name = "whorl-logs" };
        thread.Start();
        return thread;
    }

    private void Run()
    {
        foreach (ComponentOutput output in _filled.GetConsumingEnumerable())
        {
            try
            {
                if (output.Drain() is > 0 and var dropped)
                {
                    LogDropped(_logger, dropped);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                LogNotWritten(_logger, _options.Folder ?? "standard error", e.Message);
            }
        }
    }

    [LoggerMessage(401, LogLevel.Warning, "{Count} bytes of component output were dropped, because they came faster than they could be written")]
    private static partial void LogDropped(ILogger logger, long count);

    [LoggerMessage(402, LogLevel.Warning, "Component output could not be written to {Folder}: {Reason}")]
    private static partial void LogNotWritten(ILogger logger, string folder, string reason);
}
