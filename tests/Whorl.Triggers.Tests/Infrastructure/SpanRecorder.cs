using System.Diagnostics;
using Whorl.Runtime.Telemetry;

namespace Whorl.Triggers.Tests.Infrastructure;

/// <summary>Waits for the span of a message of one channel, and for that of the guest's work on it.</summary>
internal sealed class SpanRecorder : IDisposable
{
    private readonly TaskCompletionSource<(Activity Message, Activity Guest)> _recorded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<ActivitySpanId, Activity> _guests = [];
    private readonly ActivityListener _listener;

    public SpanRecorder(string channel)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == RuntimeTelemetry.Name,
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                lock (_guests)
                {
                    if (span.DisplayName == $"{channel} receive" && _guests.TryGetValue(span.SpanId, out Activity? guest))
                    {
                        _recorded.TrySetResult((span, guest));
                    }

                    _guests[span.ParentSpanId] = span;
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Both spans, once they are over.</summary>
    public Task<(Activity Message, Activity Guest)> Recorded => _recorded.Task;

    public void Dispose() => _listener.Dispose();
}
