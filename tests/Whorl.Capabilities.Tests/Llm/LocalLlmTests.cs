using Whorl.Capabilities.Tests.Infrastructure;
using Whorl.Capabilities.Tests.Llm.Local;

namespace Whorl.Capabilities.Tests.Llm;

/// <summary>Guests use models that the app's own process runs.</summary>
public sealed class LocalLlmTests : IDisposable
{
    private const string Surely = "{ maxTokens: 5, repeatPenalty: 1, repeatPenaltyLastNTokenCount: 0, temperature: 0, topK: 1, topP: 1 }";
    private readonly TestFolder _state = new();

    public void Dispose() => _state.Dispose();

    [Theory]
    [InlineData("[llm_compute]\ntype = 'spin'")]
    [InlineData("")]
    public async Task Guest_BothInterfaces_ContinueATextAndMakeVectors(string config)
    {
        LlamaFiles.Cycle().Write(_state.PathOf("ai-models"));
        BertFiles files = BertFiles.Random();
        files.Write(_state.PathOf("ai-models"));
        await using ScriptApp app = await StartAsync(config);

        string answer = await app.RunAsync($$"""
            return [llm, llmV1].map((models) => {
              const { embeddings, usage } = models.generateEmbeddings('all-minilm-l6-v2', ['one two', 'two']);
              return [models.infer('tiny', 'a', {{Surely}}), embeddings.map((vector) => vector.length), usage];
            });
            """);

        const string Once = """[{"text":"bcabc","usage":{"promptTokenCount":3,"generatedTokenCount":5}},[24,24],{"promptTokenCount":7}]""";
        Assert.Equal($"[{Once},{Once}]", LlmTests.Compact(answer));
    }

    [Fact]
    public async Task Model_IsNotThere_GuestAndLogAreTold()
    {
        await using ScriptApp app = await StartAsync("");

        string error = await app.RunAsync("return failure(() => llm.infer('tiny', 'a', undefined))");

        Assert.Contains("runtime-error", error, StringComparison.Ordinal);
        Assert.Contains("ai-models/llama/tiny in the app's state folder needs config.json", error, StringComparison.Ordinal);
        Assert.Contains("[llm_compute]", error, StringComparison.Ordinal);
        Assert.DoesNotContain(_state.Path, error, StringComparison.Ordinal);
        await app.Log.LineAsync("`test-app`", "`script`", "`tiny`", _state.PathOf("ai-models"));
    }

    [Fact]
    public async Task Model_IsNoneOfTheManifest_IsDenied()
    {
        LlamaFiles.Cycle().Write(_state.PathOf("ai-models"), "other");
        await using ScriptApp app = await StartAsync("");
        Assert.Contains("does not have access to use 'other'", await app.RunAsync("return failure(() => llm.infer('other', 'a', undefined))"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Model_ThatMakesNoVectors_IsNotSupported()
    {
        await using ScriptApp app = await StartAsync("");
        Assert.Equal("""{"tag":"model-not-supported"}""", LlmTests.Compact(await app.RunAsync("return failure(() => llm.generateEmbeddings('tiny', ['a']))")));
    }

    [Fact]
    public async Task Call_TakesTooLong_GuestGetsAnErrorAndTheNextOneIsServed()
    {
        LlamaFiles files = LlamaFiles.Cycle();
        files.Config["max_position_embeddings"] = 1 << 24;
        files.Write(_state.PathOf("ai-models"));
        await using ScriptApp app = await StartAsync("", "host-call = '2s'");

        string answer = await app.RunAsync($$"""
            const error = failure(() => llm.infer('tiny', 'a', { ...{{Surely}}, maxTokens: 0xffffffff }));
            return [error.val, llm.infer('tiny', 'a', {{Surely}}).text];
            """);

        Assert.Contains("took longer than 2 s", answer, StringComparison.Ordinal);
        Assert.Contains("bcabc", answer, StringComparison.Ordinal);
    }

    private Task<ScriptApp> StartAsync(string config, string limits = "") =>
        ScriptApp.StartAsync("ai_models = ['tiny', 'all-minilm-l6-v2']", config, _state.Path, limits);
}
