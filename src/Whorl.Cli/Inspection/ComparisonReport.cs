using System.Collections.Immutable;
using Whorl.Components.Inspection;

namespace Whorl.Cli.Inspection;

/// <summary>What is to be said about two versions of a component.</summary>
internal sealed class ComparisonReport
{
    public ComparisonReport(string older, string newer, ComponentInspection old, ComponentInspection @new)
    {
        Older = older;
        Newer = newer;
        Difference = ComponentDifference.Between(old, @new);
        var (before, after) = (Keys(old), Keys(@new));
        AddedKeys = [.. after.Except(before)];
        RemovedKeys = [.. before.Except(after)];
    }

    public string Older { get; }

    public string Newer { get; }

    public ComponentDifference Difference { get; }

    /// <summary>The keys of the manifest that only the new version may need.</summary>
    public ImmutableArray<string> AddedKeys { get; }

    /// <summary>The keys of the manifest that only the old version may need.</summary>
    public ImmutableArray<string> RemovedKeys { get; }

    private static string[] Keys(ComponentInspection inspection) => [.. Inspector.NeedsOf(inspection).Select(n => n.Key)];
}
