namespace Whorl.Conformance.Running;

/// <summary>How a directive ended.</summary>
/// <param name="Failure">What went wrong, or null when it passed.</param>
/// <param name="RejectedByText">
/// Whether a rejection that was asked for came from the text format's reader, so that the decoder never saw it.
/// </param>
internal readonly record struct Verdict(string? Failure, bool RejectedByText = false);
