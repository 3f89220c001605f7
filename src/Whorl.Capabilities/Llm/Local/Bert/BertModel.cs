using System.Numerics.Tensors;
using System.Text.Json;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Llm.Local.Tokens;
using Whorl.Capabilities.Llm.Local.Weights;

namespace Whorl.Capabilities.Llm.Local.Bert;

/// <summary>A model that makes a vector of a text: the mean of those of its tokens, of length 1.</summary>
internal sealed class BertModel
{
    /// <summary>Spin's own limit.</summary>
    private const int MaxResultBytes = 128 << 20;

    private readonly BertConfig _config;
    private readonly Tokenizer _tokenizer;
    private readonly Matrix _words;
    private readonly Matrix _positions;
    private readonly Matrix _types;
    private readonly LayerNorm _norm;
    private readonly BertLayer[] _layers;

    private BertModel(BertConfig config, Tokenizer tokenizer, WeightFiles files, CancellationToken cancellationToken)
    {
        (_config, _tokenizer) = (config, tokenizer);

        // Files that were saved as part of a larger model begin their names with it.
        string prefix = files.Has("bert.embeddings.word_embeddings.weight") ? "bert." : "";
        _words = files.Matrix($"{prefix}embeddings.word_embeddings.weight", config.Vocabulary, config.Hidden, cancellationToken);
        _positions = files.Matrix($"{prefix}embeddings.position_embeddings.weight", config.MaxPositions, config.Hidden, cancellationToken);
        _types = files.Matrix($"{prefix}embeddings.token_type_embeddings.weight", config.Types, config.Hidden, cancellationToken);
        _norm = LayerNorm.Read(files, $"{prefix}embeddings.LayerNorm", config);
        _layers = [.. Enumerable.Range(0, config.Layers).Select(i => new BertLayer(files, config, $"{prefix}encoder.layer.{i}", cancellationToken))];
    }

    /// <summary>Loads a model.</summary>
    /// <param name="folder">The folder of its files.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InvalidDataException">A file is damaged, or asks for what cannot be run.</exception>
    public static BertModel Load(string folder, CancellationToken cancellationToken)
    {
        string configFile = Path.Combine(folder, ModelFolder.ConfigName);
        using JsonDocument? settings = File.Exists(configFile) ? ModelFolder.ReadJson(configFile) : null;
        using JsonDocument tokens = ModelFolder.ReadJson(Path.Combine(folder, ModelFolder.TokenizerName));
        using var files = WeightFiles.Open(folder);
        return new BertModel(settings is null ? new BertConfig() : BertConfig.Read(settings.RootElement), TokenizerReader.Read(tokens.RootElement), files, cancellationToken);
    }

    /// <summary>Makes vectors of texts.</summary>
    /// <exception cref="FailureException">A text is too long.</exception>
    public Embeddings Embed(string[] texts, CancellationToken cancellationToken)
    {
        if ((long)texts.Length * _config.Hidden * sizeof(float) > MaxResultBytes)
        {
            throw new FailureException(FailureKind.TooLarge, $"query result exceeds limit of {MaxResultBytes} bytes");
        }

        float[][] vectors = new float[texts.Length][];
        uint tokens = 0;
        for (int i = 0; i < texts.Length; i++)
        {
            List<int> text = _tokenizer.Encode(texts[i], cancellationToken);
            if (text.Count == 0 || text.Count > _config.MaxPositions)
            {
                throw new FailureException(
                    FailureKind.BadParameter, $"text {i + 1} has {text.Count} tokens; the model `{ModelFolder.EmbeddingModel}` makes vectors of 1 to {_config.MaxPositions}");
            }

            vectors[i] = Embed(text, cancellationToken);
            tokens += (uint)text.Count;
        }

        return new Embeddings(vectors, tokens);
    }

    private float[] Embed(List<int> tokens, CancellationToken cancellationToken)
    {
        int width = _config.Hidden;
        float[] hidden = new float[tokens.Count * width];
        float[] other = new float[hidden.Length];
        float[] type = new float[width];
        _types.CopyRow(0, type);
        for (int i = 0; i < tokens.Count; i++)
        {
            Span<float> place = other.AsSpan(i * width, width);
            _words.CopyRow(Known(tokens[i]), hidden.AsSpan(i * width, width));
            _positions.CopyRow(i, place);
            TensorPrimitives.Add(place, type, place);
        }

        _norm.ApplyWith(hidden, other);
        foreach (BertLayer layer in _layers)
        {
            cancellationToken.ThrowIfCancellationRequested();
            layer.Apply(hidden, tokens.Count);
        }

        float[] sum = new float[width];
        for (int i = 0; i < tokens.Count; i++)
        {
            TensorPrimitives.Add(sum, hidden.AsSpan(i * width, width), sum);
        }

        // Of length 1, so that it does not matter that this is the sum rather than the mean.
        TensorPrimitives.Divide(sum, TensorPrimitives.Norm<float>(sum), sum);
        return sum;
    }

    private int Known(int token) => token < _config.Vocabulary
        ? token
        : throw new FailureException(FailureKind.BadParameter, $"a text has the token {token}, which the model does not know: its vocabulary has {_config.Vocabulary}");
}
