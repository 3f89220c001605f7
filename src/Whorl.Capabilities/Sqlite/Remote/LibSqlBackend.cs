using System.Text.Json;
using Whorl.Capabilities.Calls;

namespace Whorl.Capabilities.Sqlite.Remote;

/// <summary>A database on a libSQL server.</summary>
/// <param name="label">Its label in the runtime configuration, for messages.</param>
/// <param name="server">The server.</param>
/// <param name="token">What it knows the app by.</param>
/// <param name="limits">What guests may get out. How large the database may be is the server's business.</param>
public sealed class LibSqlBackend(string label, Uri server, string token, SqliteLimits limits) : ISqliteBackend
{
    private readonly HranaClient _client = new(label, server, token, limits);

    /// <inheritdoc/>
    public ValueTask<ISqliteConnection> OpenAsync(CapabilityCall call) => new(new LibSqlConnection(_client));

    /// <inheritdoc/>
    public async ValueTask RunScriptAsync(string statements, CapabilityCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        using HranaResults results = await _client.SendAsync(null, Write, call.Token).ConfigureAwait(false);
        if (results[0].Error is { } error)
        {
            throw new FailureException(FailureKind.Other, $"the statements cannot be run: {error.Message}");
        }

        void Write(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            json.WriteString("type", "sequence");
            json.WriteString("sql", statements);
            json.WriteEndObject();
            json.WriteStartObject();
            json.WriteString("type", "close");
            json.WriteEndObject();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }
}
