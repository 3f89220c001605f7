namespace Whorl.Conformance.Values;

/// <summary>Which NaNs an expected float stands for.</summary>
internal enum NanClass
{
    /// <summary>Exactly the given bits.</summary>
    Exact,

    /// <summary>Either sign, with only the top bit of the payload set.</summary>
    Canonical,

    /// <summary>Either sign, with at least the top bit of the payload set.</summary>
    Arithmetic,
}
