using System.Collections.Immutable;

namespace Whorl.Capabilities.Llm.Local.Llama;

/// <summary>How fast the numbers of a head turn with the position of a token.</summary>
internal static class RotaryFrequencies
{
    private const double DefaultBase = 10_000;

    /// <summary>Computes them.</summary>
    /// <exception cref="InvalidDataException">They are to be scaled in a way that is not known.</exception>
    public static ImmutableArray<double> Read(ModelSettings settings, int headSize)
    {
        // Newer files have the base and the scaling in one table.
        ModelSettings? table = settings.Table("rope_parameters");
        double theta = table?.Number("rope_theta", DefaultBase) ?? settings.Number("rope_theta", DefaultBase);
        ImmutableArray<double> plain = [.. Enumerable.Range(0, headSize / 2).Select(i => Math.Pow(theta, -2.0 * i / headSize))];
        ModelSettings? scaling = table ?? settings.Table("rope_scaling");
        return (scaling?.Text("rope_type") ?? scaling?.Text("type")) switch
        {
            null or "default" => plain,
            "llama3" => [.. plain.Select(Llama3(scaling!))],
            string type => throw new InvalidDataException($"{ModelFolder.ConfigName}: positions are scaled by `{type}`; only `llama3` and `default` can be run"),
        };
    }

    /// <summary>Slow turns become slower, fast ones stay, and those between are in between.</summary>
    private static Func<double, double> Llama3(ModelSettings scaling)
    {
        double factor = scaling.Number("factor");
        double low = scaling.Number("low_freq_factor");
        double high = scaling.Number("high_freq_factor");
        double trained = scaling.Number("original_max_position_embeddings");
        return frequency =>
        {
            double turns = trained * frequency / (2 * Math.PI);
            double share = Math.Clamp((turns - low) / (high - low), 0, 1);
            return frequency * (share + ((1 - share) / factor));
        };
    }
}
