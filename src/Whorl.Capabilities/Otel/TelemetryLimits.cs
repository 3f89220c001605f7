namespace Whorl.Capabilities.Otel;

/// <summary>How much guests may tell at once. The counts are those that OpenTelemetry's SDKs have unless told otherwise.</summary>
public sealed record TelemetryLimits
{
    /// <summary>Attributes of one thing; what is more is counted and left out.</summary>
    public int Attributes { get; init; } = 128;

    /// <summary>Events of a span.</summary>
    public int Events { get; init; } = 128;

    /// <summary>Links of a span.</summary>
    public int Links { get; init; } = 128;

    /// <summary>Bytes of a span or a log record as it is sent.</summary>
    public int RecordBytes { get; init; } = 128 << 10;

    /// <summary>Bytes of one export of metrics. Collectors take messages of up to 4 MiB.</summary>
    public int MetricsBytes { get; init; } = 2 << 20;
}
