namespace Whorl.Capabilities.Tests.Llm.Local;

/// <summary>A BERT model computed as plainly as can be, in double precision.</summary>
internal static class ReferenceBert
{
    private const int Heads = 4;
    private const double Epsilon = 1e-6;

    /// <summary>The vector of a text: the mean of those of its tokens, of length 1.</summary>
    public static double[] Vector(Dictionary<string, TestTensor> tensors, string prefix, int[] tokens)
    {
        double[][] state = [.. tokens.Select((token, position) => Norm(
            [.. Enumerable.Range(0, 24).Select(i =>
                Tensor("embeddings.word_embeddings.weight").At(token, i)
                + Tensor("embeddings.position_embeddings.weight").At(position, i)
                + Tensor("embeddings.token_type_embeddings.weight").At(0, i))],
            "embeddings.LayerNorm"))];
        for (int layer = 0; layer < 2; layer++)
        {
            string name = $"encoder.layer.{layer}";
            double[][] attended = Attend(
                [.. state.Select(x => Linear($"{name}.attention.self.query", x))],
                [.. state.Select(x => Linear($"{name}.attention.self.key", x))],
                [.. state.Select(x => Linear($"{name}.attention.self.value", x))]);
            state = [.. state.Zip(attended, (x, a) => Norm(ReferenceLlama.Plus(x, Linear($"{name}.attention.output.dense", a)), $"{name}.attention.output.LayerNorm"))];
            state = [.. state.Select(x => Norm(
                ReferenceLlama.Plus(x, Linear($"{name}.output.dense", [.. Linear($"{name}.intermediate.dense", x).Select(Gelu)])), $"{name}.output.LayerNorm"))];
        }

        double[] mean = [.. Enumerable.Range(0, 24).Select(i => state.Average(x => x[i]))];
        double length = Math.Sqrt(mean.Sum(n => n * n));
        return [.. mean.Select(n => n / length)];

        TestTensor Tensor(string name) => tensors[prefix + name];

        double[] Linear(string name, double[] x) =>
            ReferenceLlama.Plus(ReferenceLlama.Times(Tensor($"{name}.weight"), x), [.. Tensor($"{name}.bias").Numbers.Select(n => (double)n)]);

        double[] Norm(double[] x, string name)
        {
            double middle = x.Average();
            double deviation = Math.Sqrt(x.Average(n => (n - middle) * (n - middle)) + Epsilon);
            return [.. x.Select((n, i) => ((n - middle) / deviation * Tensor($"{name}.weight").Numbers[i]) + Tensor($"{name}.bias").Numbers[i])];
        }
    }

    private static double[][] Attend(double[][] queries, double[][] keys, double[][] values) => [.. queries.Select(query =>
    {
        double[] attended = new double[query.Length];
        int size = query.Length / Heads;
        for (int at = 0; at < attended.Length; at++)
        {
            int start = at / size * size;
            double[] shares = ReferenceLlama.Shares([.. keys.Select(key => Enumerable.Range(start, size).Sum(i => query[i] * key[i]) / Math.Sqrt(size))]);
            attended[at] = shares.Zip(values, (share, value) => share * value[at]).Sum();
        }

        return attended;
    })];

    private static double Gelu(double x) => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x))));
}
