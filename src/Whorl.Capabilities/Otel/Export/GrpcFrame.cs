using System.Buffers.Binary;
using System.Net;

namespace Whorl.Capabilities.Otel.Export;

/// <summary>What of gRPC a call with one message each way needs.</summary>
internal static class GrpcFrame
{
    private const int HeadBytes = 5;

    /// <summary>The path of the service of a kind of telemetry.</summary>
    public static string PathOf(TelemetrySignal signal) => signal switch
    {
        TelemetrySignal.Traces => "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
        TelemetrySignal.Metrics => "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export",
        _ => "/opentelemetry.proto.collector.logs.v1.LogsService/Export",
    };

    /// <summary>A message that is not compressed, with its head.</summary>
    public static byte[] Around(byte[] message)
    {
        byte[] framed = new byte[HeadBytes + message.Length];
        BinaryPrimitives.WriteUInt32BigEndian(framed.AsSpan(1), (uint)message.Length);
        message.CopyTo(framed, HeadBytes);
        return framed;
    }

    /// <summary>How a call went, once its response has been read. A response without a body has the status in its head.</summary>
    public static OtlpRequests.Answer AnswerOf(HttpResponseMessage response)
    {
        if (!response.TrailingHeaders.TryGetValues("grpc-status", out IEnumerable<string>? values) && !response.Headers.TryGetValues("grpc-status", out values))
        {
            return new OtlpRequests.Answer(
                $"it does not speak gRPC: it answered with status {(int)response.StatusCode} and no grpc-status",
                response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout);
        }

        // Those that OTLP lets clients try again after: cancelled, deadline exceeded, resource exhausted, aborted, out of range, unavailable, data loss.
        string status = values.First();
        return status == "0" ? new OtlpRequests.Answer(null, MayPass: false) : new OtlpRequests.Answer($"it answered with gRPC status {status}", status is "1" or "4" or "8" or "10" or "11" or "14" or "15");
    }
}
