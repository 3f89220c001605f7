using System.Numerics.Tensors;

namespace Whorl.Capabilities.Llm.Local.Llama;

/// <summary>Chooses the next token.</summary>
internal sealed class Sampler(InferenceParameters parameters, Random random)
{
    private readonly HashSet<int> _penalized = [];

    /// <summary>Chooses.</summary>
    /// <param name="logits">How likely each token is; changed.</param>
    /// <param name="before">The tokens so far.</param>
    public int Next(Span<float> logits, ReadOnlySpan<int> before)
    {
        Penalize(logits, before[^(int)Math.Min(parameters.RepeatPenaltyTokens, (uint)before.Length)..]);
        if (parameters.Temperature <= 0)
        {
            return TensorPrimitives.IndexOfMax<float>(logits) is >= 0 and var likeliest ? likeliest : 0;
        }

        TensorPrimitives.Divide(logits, parameters.Temperature, logits);
        Softmax.Apply(logits);
        return Draw(logits, Likeliest(logits));
    }

    private void Penalize(Span<float> logits, ReadOnlySpan<int> recent)
    {
        _penalized.Clear();
        foreach (int token in recent)
        {
            if (_penalized.Add(token))
            {
                logits[token] = logits[token] >= 0 ? logits[token] / parameters.RepeatPenalty : logits[token] * parameters.RepeatPenalty;
            }
        }
    }

    /// <summary>The likeliest tokens, from the likeliest on: as many as may be chosen from.</summary>
    private List<int> Likeliest(ReadOnlySpan<float> chances)
    {
        int most = parameters.TopK == 0 ? chances.Length : (int)Math.Min(parameters.TopK, (uint)chances.Length);
        var kept = new PriorityQueue<int, float>(most);
        for (int token = 0; token < chances.Length; token++)
        {
            if (kept.Count < most)
            {
                kept.Enqueue(token, chances[token]);
            }
            else
            {
                kept.EnqueueDequeue(token, chances[token]);
            }
        }

        var tokens = new List<int>(kept.Count);
        while (kept.TryDequeue(out int token, out _))
        {
            tokens.Add(token);
        }

        tokens.Reverse();
        return tokens;
    }

    private int Draw(ReadOnlySpan<float> chances, List<int> tokens)
    {
        float together = 0;
        int count = 0;
        bool isBounded = parameters.TopP is > 0 and < 1;
        while (count < tokens.Count && (count == 0 || !isBounded || together < parameters.TopP))
        {
            together += chances[tokens[count++]];
        }

        float drawn = random.NextSingle() * together;
        for (int i = 0; i < count - 1; i++)
        {
            drawn -= chances[tokens[i]];
            if (drawn < 0)
            {
                return tokens[i];
            }
        }

        return tokens[count - 1];
    }
}
