namespace Whorl.Apps.Limits;

/// <summary>The limits that a manifest sets, as changes to apply to those it does not.</summary>
internal sealed class LimitsConfig
{
    private readonly List<Func<ComponentLimits, ComponentLimits>> _changes = [];

    public void Add(Func<ComponentLimits, ComponentLimits> change) => _changes.Add(change);

    public ComponentLimits ApplyTo(ComponentLimits limits) => _changes.Aggregate(limits, (current, change) => change(current));
}
