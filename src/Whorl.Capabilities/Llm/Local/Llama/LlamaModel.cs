using System.Text.Json;
using Whorl.Capabilities.Llm.Local.Tokens;
using Whorl.Capabilities.Llm.Local.Weights;

namespace Whorl.Capabilities.Llm.Local.Llama;

/// <summary>A model that says which token is likely to be next.</summary>
internal sealed class LlamaModel
{
    private const string UsualEndToken = "</s>";

    private LlamaModel(LlamaConfig config, Tokenizer tokenizer, WeightFiles files, CancellationToken cancellationToken)
    {
        Config = config;
        Tokenizer = tokenizer;
        Embedding = files.Matrix("model.embed_tokens.weight", config.Vocabulary, config.Hidden, cancellationToken);
        Layers = [.. Enumerable.Range(0, config.Layers).Select(layer => LlamaLayer.Read(files, config, layer, cancellationToken))];
        Norm = files.Vector("model.norm.weight", config.Hidden);
        Head = config.IsTied ? Embedding : files.Matrix("lm_head.weight", config.Vocabulary, config.Hidden, cancellationToken);
    }

    /// <summary>Its sizes.</summary>
    public LlamaConfig Config { get; }

    /// <summary>What makes tokens of texts.</summary>
    public Tokenizer Tokenizer { get; }

    /// <summary>A row for each token.</summary>
    public Matrix Embedding { get; }

    /// <summary>The layers.</summary>
    public LlamaLayer[] Layers { get; }

    /// <summary>The norm of what the last layer gives.</summary>
    public float[] Norm { get; }

    /// <summary>A row for each token that may be next.</summary>
    public Matrix Head { get; }

    /// <summary>Loads a model.</summary>
    /// <param name="folder">The folder of its files.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InvalidDataException">A file is damaged, or asks for what cannot be run.</exception>
    public static LlamaModel Load(string folder, CancellationToken cancellationToken)
    {
        using JsonDocument settings = ModelFolder.ReadJson(Path.Combine(folder, ModelFolder.ConfigName));
        LlamaConfig config = LlamaConfig.Read(settings.RootElement);
        using JsonDocument tokens = ModelFolder.ReadJson(Path.Combine(folder, ModelFolder.TokenizerName));
        Tokenizer tokenizer = TokenizerReader.Read(tokens.RootElement);
        using var files = WeightFiles.Open(folder);
        return new LlamaModel(config, tokenizer, files, cancellationToken);
    }

    /// <summary>Whether a token ends the text.</summary>
    public bool IsEnd(int token) => Config.EndTokens?.Contains(token) ?? token == Tokenizer.IdOf(UsualEndToken);
}
