using System.Text.Json;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Llm;
using Whorl.Capabilities.Llm.Local.Bert;
using Whorl.Capabilities.Llm.Local.Tokens;
using Whorl.Capabilities.Tests.Infrastructure;

namespace Whorl.Capabilities.Tests.Llm.Local;

public sealed class BertModelTests : IDisposable
{
    private readonly TestFolder _registry = new();

    public void Dispose() => _registry.Dispose();

    [Theory]
    [InlineData("F32", "")]
    [InlineData("F16", "bert.")]
    [InlineData("BF16", "")]
    public void Embed_RandomWeights_AgreesWithTheReference(string type, string prefix)
    {
        BertFiles files = BertFiles.Random(type, prefix);
        BertModel model = BertModel.Load(files.Write(_registry.Path), CancellationToken.None);

        Embeddings embeddings = model.Embed(["One twos, three!", "", "two"], CancellationToken.None);

        int[][] tokens = [[2, 4, 5, 7, 10, 6, 9, 3], [2, 3], [2, 5, 3]];
        Assert.Equal((uint)tokens.Sum(text => text.Length), embeddings.PromptTokens);
        foreach ((int[] text, float[] vector) in tokens.Zip(embeddings.Vectors))
        {
            double[] expected = ReferenceBert.Vector(files.Tensors, prefix, text);
            Assert.All(expected.Zip(vector), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
            Assert.Equal(1, vector.Sum(n => (double)n * n), 1e-4);
        }
    }

    [Theory]
    [InlineData("one two", "2 4 5 3")]
    [InlineData("ONE\tTwos!", "2 4 5 7 9 3")]
    [InlineData("Café, cafe\u0301", "2 11 10 11 3")]
    [InlineData("中文two", "2 12 13 5 3")]
    [InlineData("한", "2 14 15 16 3")]
    [InlineData("onex four", "2 1 1 3")]
    [InlineData("oneoneoneoneoneoneone", "2 1 3")]
    [InlineData("one [MASK] two", "2 4 18 5 3")]
    [InlineData("one\u0000\u200d two", "2 4 5 3")]
    [InlineData("one two one two one two one two", "2 4 5 4 5 4 5 3")]
    public void Tokenizer_Texts_AreTakenApartAsBertDoes(string text, string expected)
    {
        using JsonDocument json = JsonDocument.Parse(BertFiles.Random().Tokenizer.ToJsonString());
        Assert.Equal(expected, string.Join(' ', TokenizerReader.Read(json.RootElement).Encode(text, CancellationToken.None)));
    }

    [Fact]
    public void Embed_TextIsTooLong_IsRefused()
    {
        BertFiles files = BertFiles.Random();
        files.Tokenizer["truncation"] = null;
        BertModel model = BertModel.Load(files.Write(_registry.Path), CancellationToken.None);

        var error = Assert.Throws<FailureException>(() => model.Embed(["one", string.Concat(Enumerable.Repeat("one ", 15))], CancellationToken.None));

        Assert.Contains("text 2 has 17 tokens", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Embed_MoreTextsThanAResultHasRoomFor_IsRefused()
    {
        BertModel model = BertModel.Load(BertFiles.Random().Write(_registry.Path), CancellationToken.None);
        string[] texts = new string[(128 << 20) / (24 * sizeof(float)) + 1];
        Assert.Equal(FailureKind.TooLarge, Assert.Throws<FailureException>(() => model.Embed(texts, CancellationToken.None)).Failure.Kind);
    }

    [Fact]
    public void Load_NoConfig_HasTheSizesOfTheModelThatSpinKnows()
    {
        string folder = BertFiles.Random().Write(_registry.Path);
        File.Delete(Path.Combine(folder, "config.json"));

        var error = Assert.Throws<InvalidDataException>(() => BertModel.Load(folder, CancellationToken.None));

        Assert.Contains("[30522, 384]", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hidden_act", "relu")]
    [InlineData("position_embedding_type", "relative_key")]
    [InlineData("model_type", "roberta")]
    public void Load_ConfigThatCannotBeRun_SaysWhy(string key, string value)
    {
        BertFiles files = BertFiles.Random();
        files.Config[key] = value;
        string folder = files.Write(_registry.Path);

        var error = Assert.Throws<InvalidDataException>(() => BertModel.Load(folder, CancellationToken.None));

        Assert.Contains($"`{key}` is `{value}`", error.Message, StringComparison.Ordinal);
    }
}
