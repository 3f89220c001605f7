using System.Text.Json.Nodes;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Llm;
using Whorl.Capabilities.Llm.Local;
using Whorl.Capabilities.Tests.Infrastructure;

namespace Whorl.Capabilities.Tests.Llm.Local;

public sealed class LocalModelServerTests : IDisposable
{
    private static readonly InferenceParameters s_surely = new() { MaxTokens = 5, Temperature = 0, RepeatPenalty = 1 };
    private readonly TestFolder _registry = new();
    private readonly LocalModelServer _server;

    public LocalModelServerTests() => _server = new LocalModelServer(_registry.Path, isConfigured: true);

    public void Dispose()
    {
        _server.Dispose();
        _registry.Dispose();
    }

    [Fact]
    public async Task Infer_Cycle_GoesOnUntilItHasAsManyTokens()
    {
        LlamaFiles.Cycle().Write(_registry.Path);

        Assert.Equal(new Inference("bcabc", 3, 5), await InferAsync("a", s_surely));
        Assert.Equal(new Inference("", 3, 0), await InferAsync("a", s_surely with { MaxTokens = 0 }));
        Assert.Equal(new Inference("ca", 5, 2), await InferAsync("c b", s_surely with { MaxTokens = 2 }));
    }

    [Theory]
    [InlineData("2")]
    [InlineData("[0, 2]")]
    [InlineData(null)]
    public async Task Infer_ModelEndsTheText_EndIsCountedAndNotWritten(string? end)
    {
        LlamaFiles files = LlamaFiles.Cycle();
        files.Config["eos_token_id"] = end is null ? null : JsonNode.Parse(end);
        files.Write(_registry.Path);

        Assert.Equal(new Inference("", 3, 1), await InferAsync("d", s_surely));
    }

    [Fact]
    public async Task Infer_RepeatPenalty_LooksAtTheLastTokens()
    {
        LlamaFiles.Cycle().Write(_registry.Path);
        InferenceParameters penalized = s_surely with { MaxTokens = 1, RepeatPenalty = 2 };

        Assert.Equal("c", (await InferAsync("ba", penalized)).Text);
        Assert.Equal("b", (await InferAsync("ba", penalized with { RepeatPenaltyTokens = 1 })).Text);
        Assert.Equal("b", (await InferAsync("ba", penalized with { RepeatPenaltyTokens = 0 })).Text);
    }

    [Fact]
    public async Task Infer_ContextIsFull_Ends()
    {
        LlamaFiles files = LlamaFiles.Cycle();
        files.Config["max_position_embeddings"] = 6;
        files.Write(_registry.Path);

        Assert.Equal(new Inference("bca", 3, 3), await InferAsync("a", s_surely));
        Assert.Contains("has 6 tokens", await FailureAsync("aaaa", FailureKind.BadParameter), StringComparison.Ordinal);
        Assert.Contains("1000 characters", await FailureAsync(new string('a', 1000), FailureKind.BadParameter), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Infer_BadRepeatPenalty_IsRefused()
    {
        var error = await Assert.ThrowsAsync<FailureException>(async () => await InferAsync("a", s_surely with { RepeatPenalty = 0 }));
        Assert.Equal(FailureKind.BadParameter, error.Failure.Kind);
    }

    [Fact]
    public async Task Infer_FilesAreMissing_NamesThemAndTriesAgain()
    {
        Assert.Contains("ai-models/llama/tiny in the app's state folder needs config.json, tokenizer.json and", await FailureAsync("a", FailureKind.Unavailable), StringComparison.Ordinal);
        string folder = LlamaFiles.Cycle().Write(_registry.Path);
        File.Move(Path.Combine(folder, "tokenizer.json"), Path.Combine(folder, "elsewhere"));
        Assert.Contains("needs tokenizer.json.", await FailureAsync("a", FailureKind.Unavailable), StringComparison.Ordinal);
        File.Move(Path.Combine(folder, "elsewhere"), Path.Combine(folder, "tokenizer.json"));
        Assert.Equal("bcabc", (await InferAsync("a", s_surely)).Text);
    }

    [Fact]
    public async Task Infer_NameIsAPath_LeadsNowhere()
    {
        LlamaFiles.Cycle().Write(_registry.Path);
        var error = await Assert.ThrowsAsync<FailureException>(async () => await _server.InferAsync("../llama/tiny", "a", s_surely, CancellationToken.None));
        Assert.Equal(FailureKind.Unavailable, error.Failure.Kind);
    }

    [Fact]
    public async Task Infer_OtherArchitecture_IsNotSupported()
    {
        LlamaFiles.Cycle().Write(_registry.Path);
        Directory.Move(_registry.PathOf("llama"), _registry.PathOf("phi"));
        Assert.Contains("`phi`", await FailureAsync("a", FailureKind.NotFound), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Infer_DamagedFile_SaysSoWithoutThePath()
    {
        string folder = LlamaFiles.Cycle().Write(_registry.Path);
        await File.WriteAllTextAsync(Path.Combine(folder, "config.json"), "{");
        string message = await FailureAsync("a", FailureKind.Unavailable);
        Assert.Contains("config.json is no JSON", message, StringComparison.Ordinal);
        Assert.DoesNotContain(_registry.Path, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Infer_Cancelled_LetsTheNextOneIn()
    {
        LlamaFiles files = LlamaFiles.Cycle();
        files.Config["max_position_embeddings"] = 1 << 24;
        files.Write(_registry.Path);
        using var leaves = new CancellationTokenSource();
        Task<Inference> endless = _server.InferAsync("tiny", "a", s_surely with { MaxTokens = uint.MaxValue }, leaves.Token).AsTask();
        Task<Inference> next = _server.InferAsync("tiny", "a", s_surely, CancellationToken.None).AsTask();

        await leaves.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => endless);
        Assert.Equal("bcabc", (await next).Text);
    }

    [Fact]
    public async Task Dispose_EndsWhatIsUnderWay()
    {
        LlamaFiles files = LlamaFiles.Cycle();
        files.Config["max_position_embeddings"] = 1 << 24;
        files.Write(_registry.Path);
        Task<Inference> endless = _server.InferAsync("tiny", "a", s_surely with { MaxTokens = uint.MaxValue }, CancellationToken.None).AsTask();

        _server.Dispose();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => endless);
    }

    private ValueTask<Inference> InferAsync(string prompt, InferenceParameters parameters) => _server.InferAsync("tiny", prompt, parameters, CancellationToken.None);

    private async Task<string> FailureAsync(string prompt, FailureKind kind)
    {
        var error = await Assert.ThrowsAsync<FailureException>(async () => await InferAsync(prompt, s_surely));
        Assert.Equal(kind, error.Failure.Kind);
        return error.Message;
    }
}
