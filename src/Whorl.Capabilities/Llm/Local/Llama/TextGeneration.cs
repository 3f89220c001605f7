using System.Runtime.InteropServices;
using Whorl.Capabilities.Calls;

namespace Whorl.Capabilities.Llm.Local.Llama;

/// <summary>Continues a text, token by token.</summary>
internal sealed class TextGeneration(LlamaModel model, string name, InferenceParameters parameters, Random random)
{
    /// <summary>Continues a text until the model ends it, the guest has what it asked for, or the model can look no further.</summary>
    /// <exception cref="FailureException">The text is too long, or has nothing in it.</exception>
    public Inference Continue(string prompt, CancellationToken cancellationToken)
    {
        int context = model.Config.MaxPositions;

        // No tokens are made of a text that is too long whatever they are.
        if (prompt.Length > (long)context * model.Tokenizer.LongestToken)
        {
            throw TooLong($"{prompt.Length} characters");
        }

        List<int> tokens = model.Tokenizer.Encode(prompt, cancellationToken);
        Check(tokens, context);
        int promptTokens = tokens.Count;
        uint generated = 0;
        var run = new LlamaRun(model, context);
        var sampler = new Sampler(parameters, random);
        while (generated < parameters.MaxTokens && tokens.Count < context)
        {
            Span<float> logits = run.Take(CollectionsMarshal.AsSpan(tokens)[run.Position..], cancellationToken);
            int next = sampler.Next(logits, CollectionsMarshal.AsSpan(tokens));
            generated++;
            if (model.IsEnd(next))
            {
                break;
            }

            tokens.Add(next);
        }

        return new Inference(TextAfter(tokens, promptTokens), (uint)promptTokens, generated);
    }

    private void Check(List<int> tokens, int context)
    {
        if (tokens.Count == 0)
        {
            throw new FailureException(FailureKind.BadParameter, $"the prompt for the model `{name}` is empty");
        }

        if (tokens.Count >= context)
        {
            throw TooLong($"{tokens.Count} tokens");
        }

        if (tokens.Find(token => token >= model.Config.Vocabulary) is > 0 and var unknown)
        {
            throw new FailureException(
                FailureKind.BadParameter, $"the prompt has the token {unknown}, which the model `{name}` does not know: its vocabulary has {model.Config.Vocabulary}");
        }
    }

    /// <summary>What the tokens after the prompt add to its text. How they are written may depend on what is before them.</summary>
    private string TextAfter(List<int> tokens, int promptTokens)
    {
        string prompt = model.Tokenizer.Decode(tokens[..promptTokens]);
        string all = model.Tokenizer.Decode(tokens);
        return all.StartsWith(prompt, StringComparison.Ordinal) ? all[prompt.Length..] : model.Tokenizer.Decode(tokens[promptTokens..]);
    }

    private FailureException TooLong(string length) => new(
        FailureKind.BadParameter, $"the prompt has {length}; the model `{name}` looks at {model.Config.MaxPositions} tokens, what it writes among them");
}
