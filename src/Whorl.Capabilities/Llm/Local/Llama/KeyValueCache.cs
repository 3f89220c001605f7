namespace Whorl.Capabilities.Llm.Local.Llama;

/// <summary>What a layer keeps of the tokens that came before: a key and a value of each.</summary>
/// <param name="width">The numbers of a key.</param>
/// <param name="maxTokens">How many tokens there can be.</param>
internal sealed class KeyValueCache(int width, int maxTokens)
{
    private const int FirstTokens = 64;

    /// <summary>The keys, one after another.</summary>
    public float[] Keys { get; private set; } = [];

    /// <summary>The values, one after another.</summary>
    public float[] Values { get; private set; } = [];

    /// <summary>Makes room for as many tokens.</summary>
    public void Reserve(int tokens)
    {
        if ((long)tokens * width > Keys.Length)
        {
            int room = Math.Min(maxTokens, Math.Max(tokens, Math.Max(FirstTokens, 2 * (Keys.Length / width))));
            Keys = Grown(Keys, room);
            Values = Grown(Values, room);
        }
    }

    private float[] Grown(float[] numbers, int tokens)
    {
        float[] grown = new float[checked(tokens * width)];
        numbers.CopyTo(grown, 0);
        return grown;
    }
}
