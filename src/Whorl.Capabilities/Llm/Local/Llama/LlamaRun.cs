using System.Buffers;
using System.Numerics.Tensors;
using Whorl.Capabilities.Llm.Local.Weights;

namespace Whorl.Capabilities.Llm.Local.Llama;

/// <summary>A text on its way through a model: tokens go in, and what is likely to be next comes out.</summary>
internal sealed class LlamaRun
{
    /// <summary>How many tokens go through a layer together: enough to decode weights rarely, few enough to stay near the processor.</summary>
    private const int BlockTokens = 32;

    private readonly LlamaModel _model;
    private readonly LlamaConfig _config;
    private readonly KeyValueCache[] _caches;
    private readonly int _queryWidth;
    private readonly int _keyWidth;
    private readonly float[] _hidden;
    private readonly float[] _normed;
    private readonly float[] _queries;
    private readonly float[] _keys;
    private readonly float[] _values;
    private readonly float[] _attended;
    private readonly float[] _gate;
    private readonly float[] _up;
    private readonly float[] _change;
    private readonly float[] _logits;
    private readonly float[] _cosines;
    private readonly float[] _sines;

    public LlamaRun(LlamaModel model, int maxTokens)
    {
        _model = model;
        _config = model.Config;
        _queryWidth = _config.Heads * _config.HeadSize;
        _keyWidth = _config.KeyValueHeads * _config.HeadSize;
        _caches = [.. model.Layers.Select(_ => new KeyValueCache(_keyWidth, maxTokens))];
        _hidden = new float[BlockTokens * _config.Hidden];
        _normed = new float[BlockTokens * _config.Hidden];
        _queries = new float[BlockTokens * _queryWidth];
        _keys = new float[BlockTokens * _keyWidth];
        _values = new float[BlockTokens * _keyWidth];
        _attended = new float[BlockTokens * _queryWidth];
        _gate = new float[BlockTokens * _config.Intermediate];
        _up = new float[BlockTokens * _config.Intermediate];
        _change = new float[BlockTokens * _config.Hidden];
        _logits = new float[_config.Vocabulary];
        _cosines = new float[_config.HeadSize / 2];
        _sines = new float[_config.HeadSize / 2];
    }

    /// <summary>How many tokens have gone in.</summary>
    public int Position { get; private set; }

    /// <summary>Takes tokens in.</summary>
    /// <param name="tokens">The tokens, at least one.</param>
    /// <param name="cancellationToken">Ends it between layers.</param>
    /// <returns>How likely each token is to be next, as logits; the caller's until the next call.</returns>
    public Span<float> Take(ReadOnlySpan<int> tokens, CancellationToken cancellationToken)
    {
        int count = 0;
        for (; !tokens.IsEmpty; tokens = tokens[count..])
        {
            count = Math.Min(BlockTokens, tokens.Length);
            for (int i = 0; i < count; i++)
            {
                _model.Embedding.CopyRow(tokens[i], Of(_hidden, i, _config.Hidden));
            }

            for (int layer = 0; layer < _model.Layers.Length; layer++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Attend(_model.Layers[layer], _caches[layer], count);
                Feed(_model.Layers[layer], count);
            }

            Position += count;
        }

        Normalize(Of(_hidden, count - 1, _config.Hidden), _model.Norm, _normed.AsSpan(0, _config.Hidden));
        _model.Head.Multiply(_normed, 1, _logits);
        return _logits;
    }

    private static Span<float> Of(float[] numbers, int index, int width) => numbers.AsSpan(index * width, width);

    private void Attend(LlamaLayer layer, KeyValueCache cache, int count)
    {
        NormalizeAll(layer.AttentionNorm, count);
        layer.Query.Multiply(_normed, count, _queries);
        layer.Key.Multiply(_normed, count, _keys);
        layer.Value.Multiply(_normed, count, _values);
        cache.Reserve(Position + count);
        for (int i = 0; i < count; i++)
        {
            TurnTo(Position + i);
            Rotate(Of(_queries, i, _queryWidth));
            Rotate(Of(_keys, i, _keyWidth));
            Of(_keys, i, _keyWidth).CopyTo(Of(cache.Keys, Position + i, _keyWidth));
            Of(_values, i, _keyWidth).CopyTo(Of(cache.Values, Position + i, _keyWidth));
        }

        Matrix.ForEach(count * _config.Heads, 2L * (Position + count) * _config.HeadSize, i => AttendHead(cache, i / _config.Heads, i % _config.Heads));
        layer.Output.Multiply(_attended, count, _change);
        Change(count);
    }

    /// <summary>One head of one token looks at the tokens up to its own.</summary>
    private void AttendHead(KeyValueCache cache, int token, int head)
    {
        int size = _config.HeadSize;
        int pair = head / (_config.Heads / _config.KeyValueHeads);
        int seen = Position + token + 1;
        ReadOnlySpan<float> query = Of(_queries, token, _queryWidth).Slice(head * size, size);
        float[] rented = ArrayPool<float>.Shared.Rent(seen);
        Span<float> weights = rented.AsSpan(0, seen);
        float scale = 1 / MathF.Sqrt(size);
        for (int i = 0; i < seen; i++)
        {
            weights[i] = scale * TensorPrimitives.Dot(query, Of(cache.Keys, i, _keyWidth).Slice(pair * size, size));
        }

        Softmax.Apply(weights);
        Span<float> sum = Of(_attended, token, _queryWidth).Slice(head * size, size);
        sum.Clear();
        for (int i = 0; i < seen; i++)
        {
            TensorPrimitives.MultiplyAdd(Of(cache.Values, i, _keyWidth).Slice(pair * size, size), weights[i], sum, sum);
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    private void Feed(LlamaLayer layer, int count)
    {
        NormalizeAll(layer.FeedNorm, count);
        layer.Gate.Multiply(_normed, count, _gate);
        layer.Up.Multiply(_normed, count, _up);
        Span<float> gate = _gate.AsSpan(0, count * _config.Intermediate);
        Span<float> up = _up.AsSpan(0, gate.Length);
        TensorPrimitives.Multiply(up, gate, up);
        TensorPrimitives.Sigmoid(gate, gate);
        TensorPrimitives.Multiply(gate, up, gate);
        layer.Down.Multiply(_gate, count, _change);
        Change(count);
    }

    private void Change(int count)
    {
        Span<float> hidden = _hidden.AsSpan(0, count * _config.Hidden);
        TensorPrimitives.Add(hidden, _change.AsSpan(0, hidden.Length), hidden);
    }

    private void NormalizeAll(float[] weights, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Normalize(Of(_hidden, i, _config.Hidden), weights, Of(_normed, i, _config.Hidden));
        }
    }

    private void Normalize(ReadOnlySpan<float> numbers, float[] weights, Span<float> normed)
    {
        float scale = 1 / MathF.Sqrt((TensorPrimitives.SumOfSquares(numbers) / numbers.Length) + _config.Epsilon);
        TensorPrimitives.Multiply(numbers, scale, normed);
        TensorPrimitives.Multiply(normed, weights, normed);
    }

    private void TurnTo(int position)
    {
        for (int i = 0; i < _cosines.Length; i++)
        {
            (double sine, double cosine) = Math.SinCos(position * _config.Frequencies[i]);
            (_sines[i], _cosines[i]) = ((float)sine, (float)cosine);
        }
    }

    /// <summary>Turns the numbers of each head; a number's partner is half a head away.</summary>
    private void Rotate(Span<float> heads)
    {
        int half = _cosines.Length;
        for (; !heads.IsEmpty; heads = heads[(2 * half)..])
        {
            for (int i = 0; i < half; i++)
            {
                (float x, float y) = (heads[i], heads[i + half]);
                heads[i] = (x * _cosines[i]) - (y * _sines[i]);
                heads[i + half] = (y * _cosines[i]) + (x * _sines[i]);
            }
        }
    }
}
