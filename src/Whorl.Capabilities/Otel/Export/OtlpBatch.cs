using Whorl.Capabilities.Otel.Encoding;

namespace Whorl.Capabilities.Otel.Export;

/// <summary>Makes one request of what several guests told.</summary>
internal static class OtlpBatch
{
    // The field resource_spans, resource_metrics or resource_logs of the request.
    private const int Resources = 1;

    /// <summary>Writes the request; what is about the same and came together is written together.</summary>
    public static byte[] Encode(List<GuestTelemetry> batch)
    {
        var writer = new ProtobufWriter(int.MaxValue);
        for (int i = 0; i < batch.Count;)
        {
            byte[] resource = batch[i].Resource;
            int start = writer.Begin(Resources);
            writer.Encoded(resource);
            for (; i < batch.Count && resource.AsSpan().SequenceEqual(batch[i].Resource); i++)
            {
                writer.Encoded(batch[i].Scopes);
            }

            writer.End(start);
        }

        return writer.ToArray();
    }
}
