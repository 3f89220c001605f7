using System.Collections.Immutable;

namespace Whorl.Capabilities.Otel.Export;

/// <summary>Where guests' telemetry of one kind is sent.</summary>
/// <param name="EndPoint">The collector's address; of gRPC without a path.</param>
/// <param name="IsGrpc">Whether it is spoken to by gRPC, and not by HTTP with protobuf in bodies.</param>
public sealed record OtlpTarget(Uri EndPoint, bool IsGrpc)
{
    /// <summary>Headers of each request, as for authentication.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>How long a request may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long telemetry waits for more to be sent with it.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(1);
}
