using System.Collections.Immutable;
using Whorl.Components.Linking;

namespace Whorl.Components.Inspection;

/// <summary>What two versions of a component ask for and offer that the other does not.</summary>
/// <param name="Imports">The imports that differ.</param>
/// <param name="Exports">The exports that differ.</param>
public sealed record ComponentDifference(ImmutableArray<ExternChange> Imports, ImmutableArray<ExternChange> Exports)
{
    /// <summary>Compares two versions.</summary>
    public static ComponentDifference Between(ComponentInspection old, ComponentInspection @new)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(@new);
        return new ComponentDifference(Compare(old.Imports, @new.Imports), Compare(old.Exports, @new.Exports));
    }

    private static ImmutableArray<ExternChange> Compare(ImmutableArray<InspectedExtern> old, ImmutableArray<InspectedExtern> @new)
    {
        var left = old.ToList();
        var changes = ImmutableArray.CreateBuilder<ExternChange>();
        foreach (var item in @new)
        {
            if (Counterpart(left, item) is not { } before)
            {
                changes.Add(new ExternChange(ChangeKind.Added, item.Name));
                continue;
            }

            left.Remove(before);
            if (Compare(before, item) is { } change)
            {
                changes.Add(change);
            }
        }

        changes.AddRange(left.Select(item => new ExternChange(ChangeKind.Removed, item.Name)));
        return changes.ToImmutable();
    }

    // The same name, or the same interface in another version.
    private static InspectedExtern? Counterpart(List<InspectedExtern> candidates, InspectedExtern item) =>
        candidates.Find(c => c.Sort == item.Sort && c.Name == item.Name)
        ?? candidates.Find(c => c.Sort == item.Sort && InterfaceName.Parse(c.Name).Base == InterfaceName.Parse(item.Name).Base);

    private static ExternChange? Compare(InspectedExtern old, InspectedExtern @new)
    {
        var before = old.Functions.ToDictionary(f => f.Name, f => f.Signature, StringComparer.Ordinal);
        var after = @new.Functions.ToDictionary(f => f.Name, f => f.Signature, StringComparer.Ordinal);
        var change = new ExternChange(ChangeKind.Changed, @new.Name)
        {
            OldName = old.Name == @new.Name ? null : old.Name,
            AddedFunctions = [.. @new.Functions.Select(f => f.Name).Where(name => !before.ContainsKey(name))],
            RemovedFunctions = [.. old.Functions.Select(f => f.Name).Where(name => !after.ContainsKey(name))],
            ChangedFunctions = [.. @new.Functions.Where(f => before.TryGetValue(f.Name, out var type) && type != f.Signature).Select(f => f.Name)],
        };
        var isSame = change.OldName is null && change.AddedFunctions.IsEmpty && change.RemovedFunctions.IsEmpty && change.ChangedFunctions.IsEmpty;
        return isSame ? null : change;
    }
}
