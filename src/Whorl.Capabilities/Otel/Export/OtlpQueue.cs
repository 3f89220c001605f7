using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Whorl.Capabilities.Calls;

namespace Whorl.Capabilities.Otel.Export;

/// <summary>What of one kind of telemetry waits to be sent, and the task that sends it. It holds so much and no more: what comes when it is full is dropped.</summary>
internal sealed partial class OtlpQueue : IAsyncDisposable
{
    private const int MostItems = 2048;
    private const int MostBytes = 8 << 20;
    private const int BatchItems = 512;

    /// <summary>Collectors take messages of up to 4 MiB.</summary>
    private const int BatchBytes = 3 << 20;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly Channel<GuestTelemetry> _items = Channel.CreateUnbounded<GuestTelemetry>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SemaphoreSlim _enough = new(0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _given = new();
    private readonly TelemetrySignal _signal;
    private readonly TimeSpan _delay;
    private readonly OtlpRequests _requests;
    private readonly ILogger _logger;
    private readonly Task _sending;
    private int _count;
    private long _bytes;
    private bool _isTroubled; // and the log has said so

    public OtlpQueue(TelemetrySignal signal, TimeSpan delay, OtlpRequests requests, ILogger logger)
    {
        _signal = signal;
        _delay = delay;
        _requests = requests;
        _logger = logger;
        _sending = Task.Run(SendAllAsync);
    }

    /// <summary>Takes something, unless the queue is full.</summary>
    public bool TryAdd(GuestTelemetry telemetry)
    {
        int count = Interlocked.Increment(ref _count);
        if (Interlocked.Add(ref _bytes, telemetry.Size) > MostBytes || count > MostItems || !_items.Writer.TryWrite(telemetry))
        {
            Release(telemetry);
            CapabilityTelemetry.CountDropped(_signal, "queue-full", 1);
            if (!Interlocked.Exchange(ref _isTroubled, true))
            {
                LogFull(_logger, _signal, MostItems, MostBytes >> 20, _requests.EndPoint);
            }

            return false;
        }

        if (count % BatchItems == 0)
        {
            _enough.Release();
        }

        return true;
    }

    /// <summary>Sends what is left, for a few seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        _items.Writer.TryComplete();
        _given.CancelAfter(s_patience);
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _sending.ConfigureAwait(false);
        _stopping.Dispose();
        _given.Dispose();
        _enough.Dispose();
    }

    private async Task SendAllAsync()
    {
        var batch = new List<GuestTelemetry>(BatchItems);
        while (await _items.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            await WaitForMoreAsync().ConfigureAwait(false);
            while (Take(batch))
            {
                await SendAsync(batch).ConfigureAwait(false);
            }
        }
    }

    private async Task WaitForMoreAsync()
    {
        try
        {
            if (_delay > TimeSpan.Zero)
            {
                await _enough.WaitAsync(_delay, _stopping.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // What is there is sent now.
        }
    }

    private bool Take(List<GuestTelemetry> batch)
    {
        batch.Clear();
        int bytes = 0;
        while (batch.Count < BatchItems && _items.Reader.TryPeek(out GuestTelemetry? next) && (bytes == 0 || bytes + next.Size <= BatchBytes) && _items.Reader.TryRead(out next))
        {
            batch.Add(next);
            bytes += next.Size;
        }

        return batch.Count > 0;
    }

    // What is being sent is still in the queue as far as its bounds go.
    private async Task SendAsync(List<GuestTelemetry> batch)
    {
        string? problem = await _requests.SendAsync(OtlpBatch.Encode(batch), isLast: () => _stopping.IsCancellationRequested, _given.Token).ConfigureAwait(false);
        batch.ForEach(Release);
        if (problem is null)
        {
            Volatile.Write(ref _isTroubled, false);
            return;
        }

        CapabilityTelemetry.CountDropped(_signal, "not-sent", batch.Count);
        if (!Interlocked.Exchange(ref _isTroubled, true))
        {
            LogNotSent(_logger, _signal, _requests.EndPoint, problem);
        }
    }

    private void Release(GuestTelemetry telemetry)
    {
        Interlocked.Decrement(ref _count);
        Interlocked.Add(ref _bytes, -telemetry.Size);
    }

    [LoggerMessage(320, LogLevel.Warning, "{Signal} of guests (wasi:otel) are dropped: {Items} of them, or {MebiBytes} MiB, wait to be sent already, and {EndPoint} does not take them as fast as they come.")]
    private static partial void LogFull(ILogger logger, TelemetrySignal signal, int items, int mebiBytes, Uri endPoint);

    [LoggerMessage(321, LogLevel.Warning, "{Signal} of guests (wasi:otel) are dropped: {EndPoint} did not take them: {Problem}. See OTEL_EXPORTER_OTLP_ENDPOINT and OTEL_EXPORTER_OTLP_PROTOCOL.")]
    private static partial void LogNotSent(ILogger logger, TelemetrySignal signal, Uri endPoint, string problem);
}
