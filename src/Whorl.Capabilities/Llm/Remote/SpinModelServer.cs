using System.Text.Json;

namespace Whorl.Capabilities.Llm.Remote;

/// <summary>A server that speaks the protocol of Spin's own: <c>/infer</c> and <c>/embed</c>.</summary>
/// <param name="server">The server.</param>
/// <param name="token">What it knows the app by.</param>
public sealed class SpinModelServer(Uri server, string token) : IModelServer
{
    private readonly ModelEndpoint _endpoint = new(server, token);

    /// <inheritdoc/>
    public ValueTask<Inference> InferAsync(string model, string prompt, InferenceParameters parameters, CancellationToken cancellationToken) => _endpoint.AskAsync(
        "/infer",
        json =>
        {
            json.WriteString("model", model);
            json.WriteString("prompt", prompt);
            json.WriteStartObject("options");
            json.WriteNumber("maxTokens", parameters.MaxTokens);
            json.WriteNumber("repeatPenalty", parameters.RepeatPenalty);
            json.WriteNumber("repeatPenaltyLastNTokenCount", parameters.RepeatPenaltyTokens);
            json.WriteNumber("temperature", parameters.Temperature);
            json.WriteNumber("topK", parameters.TopK);
            json.WriteNumber("topP", parameters.TopP);
            json.WriteEndObject();
        },
        static answer =>
        {
            JsonElement usage = answer.GetProperty("usage");
            return new Inference(
                answer.GetProperty("text").GetString()!, usage.GetProperty("promptTokenCount").GetUInt32(), usage.GetProperty("generatedTokenCount").GetUInt32());
        },
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Embeddings> EmbedAsync(string model, string[] texts, CancellationToken cancellationToken) => _endpoint.AskAsync(
        "/embed",
        json =>
        {
            json.WriteString("model", model);
            json.WriteTexts("input", texts);
        },
        static answer => new Embeddings(
            [.. answer.GetProperty("embeddings").EnumerateArray().Select(vector => vector.ToVector())],
            answer.GetProperty("usage").GetProperty("promptTokenCount").GetUInt32()),
        cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _endpoint.Dispose();
}
