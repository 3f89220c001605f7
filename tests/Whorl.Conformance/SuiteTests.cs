using Whorl.Conformance.Running;
using Whorl.Conformance.Scripts;
using Whorl.Conformance.Suites;
using Whorl.Conformance.Text;

namespace Whorl.Conformance;

/// <summary>Every directive of every suite is a test case; those listed as expected failures must indeed fail.</summary>
public sealed class SuiteTests
{
    public static IEnumerable<TheoryDataRow<string, string, string>> Directives()
    {
        foreach (var suite in SuiteCatalog.Suites)
        {
            foreach (var file in suite.Files)
            {
                foreach (var (key, keyword) in KeysOf(suite, file))
                {
                    yield return new(suite.Name, file, key) { TestDisplayName = $"{suite.Name}/{key} {keyword}" };
                }
            }
        }
        foreach (var missing in SuiteCatalog.Missing)
        {
            yield return new("", "", "") { TestDisplayName = missing, Skip = missing };
        }
    }

    public static IEnumerable<TheoryDataRow<string>> SuiteNames() => SuiteCatalog.Suites.Select(suite => new TheoryDataRow<string>(suite.Name));

    [Theory]
    [MemberData(nameof(Directives), DisableDiscoveryEnumeration = false)]
    public void Directive_Run_DoesAsExpected(string suiteName, string file, string key)
    {
        var suite = Find(suiteName);
        var outcome = suite.Report(file).Outcomes.Single(outcome => outcome.Key == key);
        var reason = suite.Expectations.ReasonFor(key);
        if (reason is null)
        {
            Assert.True(outcome.Failure is null, $"{key} ({outcome.Keyword}): {outcome.Failure}");
        }
        else
        {
            Assert.True(outcome.Failure is not null, $"{key} ({outcome.Keyword}) passes now: remove it from the expectations (`{reason}`).");
        }
    }

    [Theory]
    [MemberData(nameof(SuiteNames))]
    public void Expectations_EveryEntry_NamesADirective(string suiteName)
    {
        var suite = Find(suiteName);
        var keys = suite.Files.SelectMany(file => KeysOf(suite, file)).Select(directive => directive.Key).ToHashSet();

        Assert.DoesNotContain(suite.Expectations.Keys, key => !keys.Contains(key));
    }

    [Theory]
    [MemberData(nameof(SuiteNames))]
    public void Summary_AfterTheRun_IsPrintedAndKept(string suiteName)
    {
        var suite = Find(suiteName);
        var table = SummaryTable.Format(suite);
        Console.WriteLine(table);
        var folder = Directory.CreateDirectory(Path.Combine(RepositoryRoot.Path, "artifacts", "conformance"));
        File.WriteAllText(Path.Combine(folder.FullName, suite.Name + ".txt"), table);
        File.WriteAllLines(
            Path.Combine(folder.FullName, suite.Name + ".failures.txt"),
            suite.Files.SelectMany(file => suite.Report(file).Outcomes)
                .Where(outcome => outcome.Failure is not null)
                .Select(outcome => $"{outcome.Key} {outcome.Failure!.ReplaceLineEndings(" ")}"));

        Assert.NotEmpty(suite.Files);
    }

    private static Suite Find(string name) => SuiteCatalog.Suites.Single(suite => suite.Name == name);

    private static IEnumerable<(string Key, string Keyword)> KeysOf(Suite suite, string file)
    {
        try
        {
            var steps = ScriptReader.Read(File.ReadAllText(Path.Combine(suite.Folder, file)));
            return [.. ScriptReport.Keys(file, steps).Select(entry => (entry.Key, entry.Step.Directive.Keyword))];
        }
        catch (ScriptSyntaxException)
        {
            return [($"{file}:0", "script")];
        }
    }
}
