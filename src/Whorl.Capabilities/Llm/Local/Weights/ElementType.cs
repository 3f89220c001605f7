namespace Whorl.Capabilities.Llm.Local.Weights;

/// <summary>How a number of a tensor is stored.</summary>
internal enum ElementType
{
    /// <summary>One that is not read, for example an integer.</summary>
    Other,

    /// <summary>32 bits.</summary>
    Single,

    /// <summary>16 bits, 5 of them the exponent.</summary>
    Half,

    /// <summary>The upper 16 bits of a <see cref="Single"/>.</summary>
    Brain,
}
