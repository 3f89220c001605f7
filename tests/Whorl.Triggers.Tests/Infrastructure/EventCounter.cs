using System.Diagnostics.Metrics;
using Whorl.Runtime.Telemetry;

namespace Whorl.Triggers.Tests.Infrastructure;

/// <summary>Counts the events of one component, by the type of the trigger, as operators see them.</summary>
internal sealed class EventCounter : IDisposable
{
    private readonly Dictionary<string, long> _counts = [];
    private readonly MeterListener _listener = new();

    public EventCounter(string component)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == RuntimeTelemetry.Name && instrument.Name == "spin.request_count")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, count, tags, _) => Add(component, count, tags));
        _listener.Start();
    }

    /// <summary>The counts so far, in the order of the types.</summary>
    public IReadOnlyList<(string Trigger, long Count)> Counts
    {
        get
        {
            lock (_counts)
            {
                return [.. _counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => (c.Key, c.Value))];
            }
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Add(string component, long count, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string trigger = "";
        bool isIts = false;
        foreach ((string name, object? value) in tags)
        {
            trigger = name == "trigger_type" ? (string)value! : trigger;
            isIts |= name == "component_id" && (string?)value == component;
        }

        lock (_counts)
        {
            if (isIts)
            {
                _counts[trigger] = _counts.GetValueOrDefault(trigger) + count;
            }
        }
    }
}
