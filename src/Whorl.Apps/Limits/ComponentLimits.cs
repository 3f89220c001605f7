namespace Whorl.Apps.Limits;

/// <summary>
/// What one component may use. The initial values are the defaults of Whorl; this is the one place that sets them.
/// <c>[component.&lt;id&gt;.tool.whorl.limits]</c> overrides <c>[application.tool.whorl.limits]</c>, which overrides these.
/// </summary>
public sealed record ComponentLimits
{
    /// <summary>The limits of an app that sets none.</summary>
    public static ComponentLimits Default { get; } = new();

    /// <summary>The limits of a component that is only run as a program of the command line: somebody sits in front of it who can end it.</summary>
    public static ComponentLimits ForCommands { get; } = new() { Cpu = TimeSpan.FromHours(1), Wall = TimeSpan.FromDays(1) };

    /// <summary><c>cpu</c>: time that one request may spend in guest code; waiting does not count.</summary>
    public TimeSpan Cpu { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary><c>wall</c>: time from the start of a request to the end of its response.</summary>
    public TimeSpan Wall { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary><c>memory</c>: bytes of linear memory, summed over all memories of one instance.</summary>
    public long MemoryBytes { get; init; } = 128L << 20;

    /// <summary><c>memories</c>: linear memories in one instance.</summary>
    public int Memories { get; init; } = 32;

    /// <summary><c>tables</c>: tables in one instance.</summary>
    public int Tables { get; init; } = 64;

    /// <summary><c>table-elements</c>: elements that each table may grow to.</summary>
    public int TableElements { get; init; } = 100_000;

    /// <summary><c>instances</c>: core instances that one component may consist of.</summary>
    public int Instances { get; init; } = 128;

    /// <summary><c>handles</c>: resources (streams, requests, descriptors, ...) that one instance may hold at a time.</summary>
    public int Handles { get; init; } = 16_384;

    /// <summary><c>request-headers</c>: bytes of the names and values of the headers that come in with a request.</summary>
    public long RequestHeaderBytes { get; init; } = 64L << 10;

    /// <summary><c>request-body</c>: bytes of a request's body.</summary>
    public long RequestBodyBytes { get; init; } = 4L << 30;

    /// <summary><c>response-headers</c>: bytes of the names and values of the headers that a guest sends.</summary>
    public long ResponseHeaderBytes { get; init; } = 64L << 10;

    /// <summary><c>response-body</c>: bytes of a response's body.</summary>
    public long ResponseBodyBytes { get; init; } = 4L << 30;

    /// <summary><c>outbound-calls</c>: outbound requests that one request may make in all.</summary>
    public int OutboundCalls { get; init; } = 256;

    /// <summary><c>outbound-connections</c>: outbound requests and sockets that one request may have open at a time.</summary>
    public int OutboundConnections { get; init; } = 64;

    /// <summary><c>host-call</c>: time that one call into a store, a database or a server may take; then the guest gets an error.</summary>
    public TimeSpan HostCall { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary><c>log-bytes</c>: bytes that one request may write to standard output and standard error together.</summary>
    public long LogBytes { get; init; } = 1L << 20;

    /// <summary><c>max-concurrency</c>: requests that the component works on at a time.</summary>
    public int MaxConcurrency { get; init; } = 1_024;

    /// <summary><c>queue-length</c>: requests that wait for their turn; one more is answered 503 with Retry-After.</summary>
    public int QueueLength { get; init; } = 1_024;
}
