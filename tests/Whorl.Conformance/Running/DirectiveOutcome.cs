using Whorl.Conformance.Scripts;

namespace Whorl.Conformance.Running;

/// <summary>What became of one directive.</summary>
/// <param name="Key">"file:line", with "#2" and so on after it where a line holds several.</param>
/// <param name="Keyword">The directive's name.</param>
/// <param name="Feature">What it needs.</param>
/// <param name="Verdict">How it ended.</param>
internal sealed record DirectiveOutcome(string Key, string Keyword, Feature Feature, Verdict Verdict)
{
    /// <summary>What went wrong, or null when it passed.</summary>
    public string? Failure => Verdict.Failure;
}
