using System.Collections.Immutable;
using Whorl.Components.Inspection;

namespace Whorl.Cli.Inspection;

/// <summary>Writes a comparison for people: <c>+</c> added, <c>-</c> removed, <c>~</c> changed.</summary>
internal static class PlainComparison
{
    public static void Write(TextWriter output, ComparisonReport report)
    {
        output.WriteLine($"From {report.Older} to {report.Newer}");
        Section(output, "Imports", report.Difference.Imports.SelectMany(Lines));
        Section(output, "Exports", report.Difference.Exports.SelectMany(Lines));
        Section(output, "In the manifest", [.. report.AddedKeys.Select(k => $"+ {k}"), .. report.RemovedKeys.Select(k => $"- {k}")]);
        output.Flush();
    }

    private static void Section(TextWriter output, string title, IEnumerable<string> lines)
    {
        output.WriteLine();
        output.WriteLine(title);
        foreach (var line in lines.DefaultIfEmpty("no difference"))
        {
            output.WriteLine($"  {line}");
        }
    }

    private static IEnumerable<string> Lines(ExternChange change)
    {
        yield return change.Kind switch
        {
            ChangeKind.Added => $"+ {change.Name}",
            ChangeKind.Removed => $"- {change.Name}",
            _ => $"~ {(change.OldName is null ? "" : change.OldName + " -> ")}{change.Name}",
        };

        // A function by itself is its own only member.
        if (change.ChangedFunctions is [var only] && only == change.Name)
        {
            yield break;
        }

        foreach (var line in Members('+', change.AddedFunctions).Concat(Members('-', change.RemovedFunctions)).Concat(Members('~', change.ChangedFunctions)))
        {
            yield return line;
        }
    }

    private static IEnumerable<string> Members(char mark, ImmutableArray<string> functions) => functions.Select(f => $"    {mark} {f}");
}
