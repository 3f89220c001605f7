namespace Whorl.Conformance.Scripts;

/// <summary>Tells what each step of a script needs: its own form, and the component that it instantiates or calls.</summary>
internal sealed class FeatureMap
{
    private readonly Dictionary<string, Feature> _definitions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Feature> _instances = new(StringComparer.Ordinal);
    private Feature _latest;
    private Feature _current;

    private FeatureMap()
    {
    }

    /// <returns>One feature level for each step.</returns>
    public static IReadOnlyList<Feature> Of(IEnumerable<ScriptStep> steps)
    {
        var map = new FeatureMap();
        return [.. steps.Select(map.Of)];
    }

    private Feature Of(ScriptStep step)
    {
        var own = FeatureDetector.Of(step.Form);
        switch (step.Directive)
        {
            case DefineDirective define:
                _latest = own;
                Name(_definitions, define.Id, own);
                return define.IsDefinitionOnly ? own : Instantiate(define.Id, own);
            case InstantiateDirective instantiate:
                return Instantiate(instantiate.Id, Find(_definitions, instantiate.Definition, _latest));
            case ActionDirective { Action: InvokeAction invoke }:
                return Find(_instances, invoke.Instance, _current);
            case AssertReturnDirective { Action: InvokeAction invoke }:
                return Find(_instances, invoke.Instance, _current);
            case AssertTrapDirective { Action: InvokeAction invoke }:
                return Find(_instances, invoke.Instance, _current);
            default:
                return own;
        }
    }

    private Feature Instantiate(string? id, Feature feature)
    {
        _current = feature;
        Name(_instances, id, feature);
        return feature;
    }

    private static void Name(Dictionary<string, Feature> names, string? id, Feature feature)
    {
        if (id is not null)
        {
            names[id] = feature;
        }
    }

    private static Feature Find(Dictionary<string, Feature> names, string? id, Feature unnamed) =>
        id is null ? unnamed : names.GetValueOrDefault(id);
}
