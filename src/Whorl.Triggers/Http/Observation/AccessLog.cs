using System.Runtime.InteropServices;
using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Whorl.Triggers.Http.Observation;

/// <summary>
/// A line for each request, written by a task of its own: a slow disk holds up no request. Lines that come faster than they are written are dropped
/// and counted. On SIGHUP the file is opened anew, for whoever rotates it.
/// </summary>
public sealed partial class AccessLog : IAsyncDisposable
{
    private const int MaxWaiting = 16_384;
    private static readonly UTF8Encoding s_encoding = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Channel<string> _lines;
    private readonly Func<Stream> _open;
    private readonly AccessLogFormat _format;
    private readonly ILogger _logger;
    private readonly PosixSignalRegistration? _reopening;
    private readonly Task _writing;
    private Stream _stream;
    private long _dropped;
    private volatile bool _reopen;

    private AccessLog(Func<Stream> open, bool isFile, AccessLogFormat format, ILogger logger)
    {
        _open = open;
        _format = format;
        _logger = logger;
        _lines = Channel.CreateBounded<string>(
            new BoundedChannelOptions(MaxWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite }, _ => Interlocked.Increment(ref _dropped));
        _stream = open();
        _reopening = isFile ? PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnHangUp) : null;
        _writing = Task.Run(WriteAllAsync);
    }

    /// <summary>Appends to a file.</summary>
    /// <param name="path">The file, which is made if need be.</param>
    /// <param name="format">How lines are written.</param>
    /// <param name="loggers">Told when lines are lost.</param>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be opened.</exception>
    public static AccessLog ToFile(string path, AccessLogFormat format, ILoggerFactory loggers) =>
        new(() => new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, 64 * 1024), isFile: true, format, loggers.CreateLogger<AccessLog>());

    /// <summary>Writes to a stream, which stays open.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="format">How lines are written.</param>
    /// <param name="loggers">Told when lines are lost.</param>
    public static AccessLog ToStream(Stream stream, AccessLogFormat format, ILoggerFactory loggers) =>
        new(() => stream, isFile: false, format, loggers.CreateLogger<AccessLog>());

    /// <summary>Writes what waits, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _lines.Writer.TryComplete();
        await _writing.ConfigureAwait(false);
        if (_reopening is not null)
        {
            _reopening.Dispose();
            await _stream.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Adds the line of a request that is over.</summary>
    internal void Write(ObservedRequest request, TimeSpan duration) => _lines.Writer.TryWrite(
        _format == AccessLogFormat.Json ? AccessLogLine.Json(request, duration) : AccessLogLine.Combined(request, duration));

    private void OnHangUp(PosixSignalContext context)
    {
        context.Cancel = true;
        _reopen = true;
    }

    private async Task WriteAllAsync()
    {
        while (await _lines.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            try
            {
                if (_reopen)
                {
                    _reopen = false;
                    await _stream.DisposeAsync().ConfigureAwait(false);
                    _stream = _open();
                }

                while (_lines.Reader.TryRead(out string? line))
                {
                    await _stream.WriteAsync(s_encoding.GetBytes(line)).ConfigureAwait(false);
                }

                await _stream.FlushAsync().ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
            {
                LogNotWritten(_logger, e.Message);
                _reopen = _reopening is not null;
            }

            if (Interlocked.Exchange(ref _dropped, 0) is > 0 and var dropped)
            {
                LogDropped(_logger, dropped);
            }
        }
    }

    [LoggerMessage(501, LogLevel.Warning, "{Count} lines of the access log were dropped, because they came faster than they could be written")]
    private static partial void LogDropped(ILogger logger, long count);

    [LoggerMessage(502, LogLevel.Warning, "The access log could not be written: {Reason}")]
    private static partial void LogNotWritten(ILogger logger, string reason);
}
