using System.Collections.Immutable;

namespace Whorl.Components.Hosting;

/// <summary>A component cannot be linked: at least one of its imports is met by nothing that the host offers.</summary>
/// <param name="problems">One line for each unmet import: what is missing, the nearest offer, and what to do.</param>
public sealed class LinkException(ImmutableArray<string> problems)
    : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>One line for each unmet import.</summary>
    public ImmutableArray<string> Problems { get; } = problems;
}
