using System.Diagnostics;

namespace Whorl.Capabilities.Calls;

/// <summary>Where in a trace the event stands that an instance is busy with. To be asked on the guest's thread.</summary>
public interface ITracePosition
{
    /// <summary>The span that what the guest asks for is a part of: its own innermost one that is open, or else <see cref="Outer"/>.</summary>
    ActivityContext Trace { get; }

    /// <summary>The host's span that the guest works in; the default if nobody traces it.</summary>
    ActivityContext Outer { get; }

    /// <summary>The guest's own spans that are open.</summary>
    OpenSpans Spans { get; }
}
