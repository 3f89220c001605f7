using System.Text.Json;

namespace Whorl.Capabilities.Llm.Remote;

/// <summary>A server that speaks as OpenAI's do: <c>/v1/chat/completions</c> and <c>/v1/embeddings</c>. The prompt is the user's message.</summary>
/// <param name="server">The server.</param>
/// <param name="token">What it knows the app by.</param>
public sealed class OpenAiModelServer(Uri server, string token) : IModelServer
{
    private readonly ModelEndpoint _endpoint = new(server, token);

    /// <inheritdoc/>
    public ValueTask<Inference> InferAsync(string model, string prompt, InferenceParameters parameters, CancellationToken cancellationToken) => _endpoint.AskAsync(
        "/v1/chat/completions",
        json =>
        {
            json.WriteStartArray("messages");
            json.WriteStartObject();
            json.WriteString("role", "user");
            json.WriteString("content", prompt);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteString("model", model);
            json.WriteNumber("max_completion_tokens", parameters.MaxTokens);

            // The other parameters have no like here that every such server takes.
            json.WriteNumber("frequency_penalty", parameters.RepeatPenalty);
        },
        static answer =>
        {
            JsonElement usage = answer.GetProperty("usage");
            JsonElement first = answer.GetProperty("choices").EnumerateArray().FirstOrDefault();
            string text = first.ValueKind == JsonValueKind.Undefined ? "" : first.GetProperty("message").GetProperty("content").GetString() ?? "";
            return new Inference(text, usage.GetProperty("prompt_tokens").GetUInt32(), usage.GetProperty("completion_tokens").GetUInt32());
        },
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Embeddings> EmbedAsync(string model, string[] texts, CancellationToken cancellationToken) => _endpoint.AskAsync(
        "/v1/embeddings",
        json =>
        {
            json.WriteTexts("input", texts);
            json.WriteString("model", model);
        },
        static answer => new Embeddings(
            [.. answer.GetProperty("data").EnumerateArray().Select(entry => entry.GetProperty("embedding").ToVector())],
            answer.GetProperty("usage").GetProperty("prompt_tokens").GetUInt32()),
        cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _endpoint.Dispose();
}
