namespace Whorl.Apps.Configuration;

/// <summary>The most outbound connections of each kind; null where there is no limit but the component's own.</summary>
public sealed record ConnectionLimits
{
    /// <summary><c>max_total_connections</c> of <c>[outbound_networking]</c>.</summary>
    public int? Total { get; init; }

    /// <summary><c>max_socket_connections</c> of <c>[outbound_networking]</c>.</summary>
    public int? Sockets { get; init; }

    /// <summary><c>max_connections</c> of <c>[outbound_http]</c>.</summary>
    public int? Http { get; init; }

    /// <summary><c>connection_pooling</c> of <c>[outbound_http]</c>: whether connections are used again.</summary>
    public bool HttpPooling { get; init; } = true;

    /// <summary><c>max_connections</c> of <c>[outbound_pg]</c>.</summary>
    public int? Postgres { get; init; }

    /// <summary><c>max_connections</c> of <c>[outbound_mysql]</c>.</summary>
    public int? MySql { get; init; }

    /// <summary><c>max_connections</c> of <c>[outbound_redis]</c>.</summary>
    public int? Redis { get; init; }

    /// <summary><c>max_connections</c> of <c>[outbound_mqtt]</c>.</summary>
    public int? Mqtt { get; init; }

    /// <summary><c>max_payload_size_bytes</c> of <c>[outbound_mqtt]</c>.</summary>
    public int? MqttPayloadBytes { get; init; }
}
