namespace Whorl.Capabilities.Llm;

/// <summary>How a model is to continue a text. What is not said is as Spin has it.</summary>
public sealed record InferenceParameters
{
    /// <summary>The most tokens of the answer.</summary>
    public uint MaxTokens { get; init; } = 100;

    /// <summary>How much the model avoids to say again what it has said; 1 is not at all.</summary>
    public float RepeatPenalty { get; init; } = 1.1f;

    /// <summary>How many of the last tokens the penalty looks at.</summary>
    public uint RepeatPenaltyTokens { get; init; } = 64;

    /// <summary>How much is left to chance; 0 is nothing.</summary>
    public float Temperature { get; init; } = 0.8f;

    /// <summary>Among how many of the likeliest tokens the next one is.</summary>
    public uint TopK { get; init; } = 40;

    /// <summary>How likely these are together, from 0 to 1.</summary>
    public float TopP { get; init; } = 0.9f;

    internal bool IsFinite => float.IsFinite(RepeatPenalty) && float.IsFinite(Temperature) && float.IsFinite(TopP);
}
