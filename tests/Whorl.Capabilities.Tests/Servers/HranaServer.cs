using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Whorl.Functional.Tests.Infrastructure;

namespace Whorl.Capabilities.Tests.Servers;

/// <summary>
/// A libSQL server as Hrana 2 and 3 over HTTP describe it, over a SQLite file: streams with batons that are good once, errors, streams
/// that are closed for having been idle, and a URL of its own for each stream.
/// </summary>
internal sealed class HranaServer : IAsyncDisposable
{
    public const string Token = "hrana-token";
    private readonly ConcurrentDictionary<string, HranaSession> _streams = new();
    private readonly SemaphoreSlim _closed = new(0);
    private readonly string _path;
    private WebServer? _web;
    private int _next;

    private HranaServer(string path) => _path = path;

    /// <summary>The versions of the protocol that the server knows.</summary>
    public HashSet<string> Versions { get; } = ["v2", "v3"];

    /// <summary>Whether each stream has a URL of its own.</summary>
    public bool MovesStreams { get; set; }

    /// <summary>What the server does in place of answering; null to answer.</summary>
    public RequestDelegate? Fault { get; set; }

    public string Url => _web!.Url;

    public string Config => $"""
        [sqlite_database.default]
        type = "libsql"
        url = "{Url}"
        token = "{Token}"
        """;

    /// <summary>Starts a server over a file.</summary>
    public static async Task<HranaServer> StartAsync(string path)
    {
        var server = new HranaServer(path);
        server._web = await WebServer.StartAsync(server.AnswerAsync);
        return server;
    }

    /// <summary>Closes all streams, as a server does with those that are idle.</summary>
    public void CloseStreams()
    {
        foreach (string baton in _streams.Keys)
        {
            if (_streams.TryRemove(baton, out HranaSession? stream))
            {
                stream.Dispose();
            }
        }
    }

    /// <summary>Waits until clients have closed a number of streams.</summary>
    public async Task ClosedAsync(int count)
    {
        for (int i = 0; i < count; i++)
        {
            Assert.True(await _closed.WaitAsync(Patience.Long), $"Only {i} of {count} streams were closed.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _web!.DisposeAsync();
        CloseStreams();
        _closed.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (Fault is { } fault)
        {
            await fault(context);
            return;
        }

        // /vN/pipeline, with /streams/N before it when the stream has moved.
        string[] path = context.Request.Path.Value!.Trim('/').Split('/');
        string? moved = path is ["streams", var number, ..] ? number : null;
        string[] rest = moved is null ? path : path[2..];
        if (rest is not [var version, "pipeline"] || !Versions.Contains(version))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (context.Request.Headers.Authorization != $"Bearer {Token}")
        {
            await RefuseAsync(context, StatusCodes.Status401Unauthorized, "The token is not one of ours", "AUTH_JWT_INVALID");
            return;
        }

        JsonNode body = JsonNode.Parse(await WebServer.BodyAsync(context))!;
        HranaSession? session;
        if ((string?)body["baton"] is not { } baton)
        {
            session = new HranaSession(_path, Interlocked.Increment(ref _next).ToString(CultureInfo.InvariantCulture));
        }
        else if (!_streams.TryRemove(baton, out session) || (MovesStreams && session.Name != moved))
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "The stream has expired due to inactivity", "STREAM_EXPIRED");
            return;
        }

        await context.Response.WriteAsync(Run(session, body["requests"]!.AsArray(), version).ToJsonString());
    }

    private JsonObject Run(HranaSession session, JsonArray requests, string version)
    {
        var results = new JsonArray([.. requests.Select(request => session.Answer(request!, version))]);
        string? baton = null;
        if (session.IsClosed)
        {
            _closed.Release();
        }
        else
        {
            baton = Guid.NewGuid().ToString("N");
            _streams[baton] = session;
        }

        return new JsonObject
        {
            ["baton"] = baton,
            ["base_url"] = MovesStreams ? $"{Url}/streams/{session.Name}" : null,
            ["results"] = results,
        };
    }

    private static Task RefuseAsync(HttpContext context, int status, string message, string code)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(new JsonObject { ["message"] = message, ["code"] = code }.ToJsonString());
    }
}
