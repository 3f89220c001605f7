namespace Whorl.Capabilities.Tests.Llm.Local;

/// <summary>A Llama model computed as plainly as can be: in double precision, all tokens anew, one number after another.</summary>
internal static class ReferenceLlama
{
    /// <summary>How likely each token is after the last one.</summary>
    /// <param name="files">The model.</param>
    /// <param name="tokens">The tokens so far.</param>
    /// <param name="angle">The angle by which pair <c>i</c> of a head is turned at a position.</param>
    public static double[] Logits(LlamaFiles files, int[] tokens, Func<int, int, double> angle)
    {
        (int hidden, int heads, int pairs) = (files.Size("hidden_size"), files.Size("num_attention_heads"), files.Size("num_key_value_heads"));
        int size = hidden / heads;
        double epsilon = 1e-5;
        TestTensor words = files.Tensors["model.embed_tokens.weight"];
        double[][] state = [.. tokens.Select(token => Enumerable.Range(0, hidden).Select(i => words.At(token, i)).ToArray())];
        for (int layer = 0; layer < files.Size("num_hidden_layers"); layer++)
        {
            string name = $"model.layers.{layer}";
            double[][] normed = [.. state.Select(x => RmsNorm(x, files.Tensors[$"{name}.input_layernorm.weight"], epsilon))];
            double[][] queries = [.. normed.Select((x, t) => Rotate(Times(files.Tensors[$"{name}.self_attn.q_proj.weight"], x), size, i => angle(t, i)))];
            double[][] keys = [.. normed.Select((x, t) => Rotate(Times(files.Tensors[$"{name}.self_attn.k_proj.weight"], x), size, i => angle(t, i)))];
            double[][] values = [.. normed.Select(x => Times(files.Tensors[$"{name}.self_attn.v_proj.weight"], x))];
            for (int t = 0; t < tokens.Length; t++)
            {
                double[] attended = new double[hidden];
                for (int head = 0; head < heads; head++)
                {
                    int pair = head * pairs / heads;
                    double[] shares = Shares([.. Enumerable.Range(0, t + 1).Select(s =>
                        Enumerable.Range(0, size).Sum(i => queries[t][(head * size) + i] * keys[s][(pair * size) + i]) / Math.Sqrt(size))]);
                    for (int i = 0; i < size; i++)
                    {
                        attended[(head * size) + i] = Enumerable.Range(0, t + 1).Sum(s => shares[s] * values[s][(pair * size) + i]);
                    }
                }

                state[t] = Plus(state[t], Times(files.Tensors[$"{name}.self_attn.o_proj.weight"], attended));
                double[] fed = RmsNorm(state[t], files.Tensors[$"{name}.post_attention_layernorm.weight"], epsilon);
                double[] gate = Times(files.Tensors[$"{name}.mlp.gate_proj.weight"], fed);
                double[] up = Times(files.Tensors[$"{name}.mlp.up_proj.weight"], fed);
                double[] inner = [.. gate.Zip(up, (g, u) => g / (1 + Math.Exp(-g)) * u)];
                state[t] = Plus(state[t], Times(files.Tensors[$"{name}.mlp.down_proj.weight"], inner));
            }
        }

        TestTensor head2 = files.Tensors.GetValueOrDefault("lm_head.weight", words);
        return Times(head2, RmsNorm(state[^1], files.Tensors["model.norm.weight"], epsilon));
    }

    public static double[] Times(TestTensor matrix, double[] vector) =>
        [.. Enumerable.Range(0, matrix.Shape[0]).Select(row => Enumerable.Range(0, matrix.Shape[1]).Sum(column => matrix.At(row, column) * vector[column]))];

    public static double[] Plus(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];

    public static double[] Shares(double[] scores)
    {
        double[] powers = [.. scores.Select(Math.Exp)];
        return [.. powers.Select(power => power / powers.Sum())];
    }

    private static double[] RmsNorm(double[] x, TestTensor weight, double epsilon)
    {
        double scale = Math.Sqrt((x.Sum(n => n * n) / x.Length) + epsilon);
        return [.. x.Select((n, i) => n / scale * weight.Numbers[i])];
    }

    private static double[] Rotate(double[] heads, int size, Func<int, double> angle)
    {
        double[] turned = new double[heads.Length];
        for (int at = 0; at < heads.Length; at++)
        {
            int i = at % size;
            double a = angle(i % (size / 2));
            turned[at] = i < size / 2
                ? (heads[at] * Math.Cos(a)) - (heads[at + (size / 2)] * Math.Sin(a))
                : (heads[at] * Math.Cos(a)) + (heads[at - (size / 2)] * Math.Sin(a));
        }

        return turned;
    }
}
