using Whorl.Conformance.Scripts;
using Whorl.Conformance.Text;

namespace Whorl.Conformance.Running;

/// <summary>The outcomes of one script's directives, in order.</summary>
internal sealed record ScriptReport(string File, IReadOnlyList<DirectiveOutcome> Outcomes)
{
    /// <summary>The most that any directive of the script needs.</summary>
    public Feature Feature => Outcomes.Max(outcome => (Feature?)outcome.Feature) ?? Feature.Sync;

    /// <param name="file">What to call the script in keys.</param>
    /// <param name="path">Where it is.</param>
    public static ScriptReport Run(string file, string path)
    {
        List<ScriptStep> steps;
        try
        {
            steps = ScriptReader.Read(System.IO.File.ReadAllText(path));
        }
        catch (ScriptSyntaxException e)
        {
            return new ScriptReport(file, [new DirectiveOutcome($"{file}:0", "script", Feature.Sync, new Verdict(e.Message))]);
        }
        using var runner = new ScriptRunner();
        var outcomes = new List<DirectiveOutcome>();
        foreach (var ((key, step), feature) in Keys(file, steps).Zip(FeatureMap.Of(steps)))
        {
            outcomes.Add(new DirectiveOutcome(key, step.Directive.Keyword, feature, runner.Run(step.Directive)));
        }
        return new ScriptReport(file, outcomes);
    }

    /// <summary>The keys that the steps of a script go by, without running them.</summary>
    public static IEnumerable<(string Key, ScriptStep Step)> Keys(string file, IEnumerable<ScriptStep> steps)
    {
        var line = 0;
        var sameLine = 1;
        foreach (var step in steps)
        {
            sameLine = step.Directive.Line == line ? sameLine + 1 : 1;
            line = step.Directive.Line;
            yield return (sameLine == 1 ? $"{file}:{line}" : $"{file}:{line}#{sameLine}", step);
        }
    }
}
