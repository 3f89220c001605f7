using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Whorl.Capabilities.Tests.Infrastructure;
using Whorl.Capabilities.Tests.Servers;

namespace Whorl.Capabilities.Tests.Llm;

public sealed class LlmTests
{
    public static TheoryData<string> Cases => ScriptApp.CasesOf("llm");

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task SpinServer_Guest_UsesEveryFunction(string script)
    {
        await using WebServer server = await WebServer.StartAsync(AnswerAsSpinAsync);
        await using ScriptApp app = await StartAsync(server, "default");
        await app.CheckAsync(script);
    }

    [Fact]
    public async Task OpenAiServer_Guest_UsesEveryFunction()
    {
        await using WebServer server = await WebServer.StartAsync(AnswerAsOpenAiAsync);
        await using ScriptApp app = await StartAsync(server, "open_ai");

        Assert.Equal(
            """{"text":"user: 1 + 1 (100 tokens, penalty 1.1)","usage":{"promptTokenCount":3,"generatedTokenCount":2}}""",
            Compact(await app.RunAsync("return llm.infer('small', '1 + 1', undefined)")));
        Assert.Equal(
            """{"embeddings":[[1,0.5],[2,0.5]],"usage":{"promptTokenCount":2}}""",
            Compact(await app.RunAsync("const { embeddings, usage } = llm.generateEmbeddings('small', ['a', 'bb']); return { embeddings: embeddings.map(v => [...v]), usage }")));
        Assert.Equal(
            """{"tag":"runtime-error","val":"The model is overloaded"}""",
            Compact(await app.RunAsync("return failure(() => llm.infer('small', 'fail', undefined))")));
    }

    [Fact]
    public async Task Model_ThatTheManifestDoesNotName_IsDeniedAndLogged()
    {
        await using WebServer server = await WebServer.StartAsync(AnswerAsSpinAsync);
        await using ScriptApp app = await StartAsync(server, "default");

        string denied = await app.RunAsync("return failure(() => llm.infer('large', 'hi', undefined))");

        Assert.Contains("invalid-input", denied, StringComparison.Ordinal);
        Assert.Contains("does not have access to use 'large'", denied, StringComparison.Ordinal);
        await app.Log.LineAsync("`test-app`", "`script`", "`large`", "(llm)", "ai_models");
    }

    [Theory]
    [InlineData("status", "was answered with the status 503")]
    [InlineData("forbidden", "was answered with the status 401")]
    [InlineData("garbage", "is not what the server's `api_type` promises")]
    [InlineData("incomplete", "is not what the server's `api_type` promises")]
    public async Task Server_AnswersBadly_GuestGetsAnErrorWithoutTheToken(string prompt, string expected)
    {
        await using WebServer server = await WebServer.StartAsync(AnswerAsSpinAsync);
        await using ScriptApp app = await StartAsync(server, "default");

        string error = await app.RunAsync($"return failure(() => llm.infer('small', '{prompt}', undefined))");

        Assert.Contains("runtime-error", error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        await app.Log.LineAsync("Cannot be used: component `script` of app `test-app`, llm infer: ", expected, $"The server is {server.Url}, by `url`, `auth_token` and `api_type` of [llm_compute]");
        Assert.DoesNotContain("token-123", error + string.Join('\n', app.Log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_IsGone_GuestGetsAnError()
    {
        WebServer server = await WebServer.StartAsync(AnswerAsSpinAsync);
        await using ScriptApp app = await StartAsync(server, "default");
        await server.DisposeAsync();

        Assert.Contains("runtime-error", await app.RunAsync("return failure(() => llm.infer('small', 'hi', undefined))"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_Redirects_TokenDoesNotGoThere()
    {
        bool isAsked = false;
        await using WebServer other = await WebServer.StartAsync(context =>
        {
            isAsked = true;
            return Task.CompletedTask;
        });
        await using WebServer server = await WebServer.StartAsync(context =>
        {
            context.Response.Redirect(other.Url);
            return Task.CompletedTask;
        });
        await using ScriptApp app = await StartAsync(server, "default");

        Assert.Contains("status 302", await app.RunAsync("return failure(() => llm.infer('small', 'hi', undefined))"), StringComparison.Ordinal);
        Assert.False(isAsked);
    }

    [Fact]
    public async Task NothingIsConfigured_GuestGetsAnErrorThatNamesTheTable()
    {
        await using ScriptApp app = await ScriptApp.StartAsync("ai_models = ['small']");
        Assert.Contains("[llm_compute] with type = \\\"remote_http\\\"", await app.RunAsync("return failure(() => llm.infer('small', 'hi', undefined))"), StringComparison.Ordinal);
        await app.Log.LineAsync("[llm_compute]", "`script`");
    }

    private static Task<ScriptApp> StartAsync(WebServer server, string api) => ScriptApp.StartAsync(
        "ai_models = ['small']",
        $"""
        [llm_compute]
        type = "remote_http"
        url = "{server.Url}"
        auth_token = "token-123"
        api_type = "{api}"
        """);

    internal static string Compact(string json) => JsonNode.Parse(json)!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static async Task<JsonNode> AskedAsync(HttpContext context)
    {
        Assert.Equal("bearer token-123", context.Request.Headers.Authorization);
        Assert.Equal("application/json", context.Request.ContentType);
        return JsonNode.Parse(await WebServer.BodyAsync(context))!;
    }

    private static async Task AnswerAsSpinAsync(HttpContext context)
    {
        JsonNode asked = await AskedAsync(context);
        if (context.Request.Path == "/embed")
        {
            string vectors = string.Join(',', asked["input"]!.AsArray().Select(text => $"[{text!.ToString().Length}, 0.5]"));
            await context.Response.WriteAsync($$$"""{"embeddings": [{{{vectors}}}], "usage": {"promptTokenCount": {{{asked["input"]!.AsArray().Count}}}}}""");
            return;
        }

        switch (asked["prompt"]!.ToString())
        {
            case "status":
                context.Response.StatusCode = 503;
                return;
            case "forbidden":
                context.Response.StatusCode = 401;
                await context.Response.WriteAsync("""{"error": {"message": "token-123 is wrong"}}""");
                return;
            case "garbage":
                await context.Response.WriteAsync("bearer token-123");
                return;
            case "incomplete":
                await context.Response.WriteAsync("""{"text": "no usage"}""");
                return;
        }

        Assert.Equal("/infer", context.Request.Path);
        JsonNode o = asked["options"]!;
        string text = $"{asked["model"]}: {asked["prompt"]} {o["maxTokens"]} {o["repeatPenalty"]} {o["repeatPenaltyLastNTokenCount"]} {o["temperature"]} {o["topK"]} {o["topP"]}";
        await context.Response.WriteAsync($$$"""{"text": "{{{text}}}", "usage": {"promptTokenCount": 3, "generatedTokenCount": 2}}""");
    }

    private static async Task AnswerAsOpenAiAsync(HttpContext context)
    {
        JsonNode asked = await AskedAsync(context);
        Assert.Equal("small", asked["model"]!.ToString());
        if (context.Request.Path == "/v1/embeddings")
        {
            string data = string.Join(',', asked["input"]!.AsArray().Select(
                (text, i) => $$$"""{"object": "embedding", "index": {{{i}}}, "embedding": [{{{text!.ToString().Length}}}, 0.5]}"""));
            await context.Response.WriteAsync($$$"""{"object": "list", "data": [{{{data}}}], "usage": {"prompt_tokens": 2, "total_tokens": 2}}""");
            return;
        }

        Assert.Equal("/v1/chat/completions", context.Request.Path);
        JsonNode message = Assert.Single(asked["messages"]!.AsArray())!;
        if (message["content"]!.ToString() == "fail")
        {
            context.Response.StatusCode = 429;
            await context.Response.WriteAsync("""{"error": {"message": "The model is overloaded", "type": "server_error", "code": null}}""");
            return;
        }

        string text = $"{message["role"]}: {message["content"]} ({asked["max_completion_tokens"]} tokens, penalty {asked["frequency_penalty"]})";
        await context.Response.WriteAsync(
            $$$"""
            {"id": "1", "choices": [{"index": 0, "message": {"role": "assistant", "content": "{{{text}}}"}, "finish_reason": "stop"}],
             "usage": {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5}}
            """);
    }
}
