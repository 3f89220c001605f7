using System.Text.Json;

namespace Whorl.Capabilities.Sqlite.Remote;

/// <summary>What a server answered to the requests on a stream. Reading what is not there throws as <see cref="JsonElement"/> does.</summary>
internal sealed class HranaResults : IDisposable
{
    private readonly JsonDocument _answer;

    public HranaResults(JsonDocument answer, Uri askedAt)
    {
        _answer = answer;
        if (TryText("baton") is { } baton)
        {
            Uri where = TryText("base_url") is { } moved && Uri.TryCreate(moved, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https" ? url : askedAt;
            Stream = new HranaStream(baton, where);
        }
    }

    /// <summary>The stream as it now is; null when the server has closed it.</summary>
    public HranaStream? Stream { get; }

    /// <summary>The response to a request, or the error.</summary>
    public (JsonElement? Response, HranaError? Error) this[int index]
    {
        get
        {
            JsonElement result = _answer.RootElement.GetProperty("results")[index];
            if (result.GetProperty("type").ValueEquals("ok"))
            {
                return (result.GetProperty("response"), null);
            }

            JsonElement error = result.GetProperty("error");
            string? code = error.TryGetProperty("code", out JsonElement given) && given.ValueKind == JsonValueKind.String ? given.GetString() : null;
            return (null, new HranaError(error.GetProperty("message").GetString() ?? "", code ?? ""));
        }
    }

    public void Dispose() => _answer.Dispose();

    private string? TryText(string name) =>
        _answer.RootElement.ValueKind == JsonValueKind.Object && _answer.RootElement.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
