using System.Diagnostics;

namespace Whorl.Capabilities.Calls;

/// <summary>The spans that a guest has begun and not ended in the course of one event, in the order of their beginning.</summary>
public sealed class OpenSpans
{
    /// <summary>How many may be open at once. No call stack that somebody looks at is as deep.</summary>
    public const int Most = 256;

    private readonly List<ActivityContext> _open = [];

    /// <summary>The one that was begun last; the default if none is open.</summary>
    public ActivityContext Innermost => _open.Count > 0 ? _open[^1] : default;

    /// <summary>A span begins. When it returns false, too many are open already.</summary>
    public bool TryOpen(ActivityContext span)
    {
        if (_open.Count >= Most)
        {
            return false;
        }

        _open.Add(span);
        return true;
    }

    /// <summary>A span ends, whether it was begun last or not. When it returns false, it is not open.</summary>
    public bool TryClose(ActivityTraceId trace, ActivitySpanId span)
    {
        int index = _open.FindLastIndex(open => open.SpanId == span && open.TraceId == trace);
        if (index < 0)
        {
            return false;
        }

        _open.RemoveAt(index);
        return true;
    }
}
