using System.Globalization;
using System.Text;
using Whorl.Conformance.Running;
using Whorl.Conformance.Scripts;

namespace Whorl.Conformance.Suites;

/// <summary>Counts outcomes as "passed/all" per script and per kind of directive, and per feature level.</summary>
internal static class SummaryTable
{
    private static readonly (string Title, string[] Keywords)[] s_columns =
    [
        ("define", ["component", "component definition", "component instance", "module", "module definition", "module instance", "register"]),
        ("return", ["assert_return", "invoke", "get"]),
        ("trap", ["assert_trap", "assert_exhaustion", "assert_exception"]),
        ("invalid", ["assert_invalid", "assert_unlinkable"]),
        ("malformed", ["assert_malformed"]),
        ("other", []),
    ];

    public static string Format(Suite suite)
    {
        var reports = suite.Files.Select(suite.Report).ToList();
        var all = reports.SelectMany(report => report.Outcomes).ToList();
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{suite.Name}: {Count(all)} directives pass, {suite.Expectations.Keys.Count} failures are expected");
        AppendRow(text, "script", "needs", s_columns.Select(column => column.Title));
        foreach (var report in reports)
        {
            AppendRow(text, report.File, report.Feature.ToString(), Cells(report.Outcomes));
        }
        foreach (var feature in Enum.GetValues<Feature>())
        {
            AppendRow(text, "all directives", feature.ToString(), Cells(all.Where(outcome => outcome.Feature == feature)));
            AppendRow(text, "all scripts", feature.ToString(), Cells(reports.Where(report => report.Feature == feature).SelectMany(report => report.Outcomes)));
        }
        AppendRow(text, "total", "", Cells(all));
        var byText = all.Count(outcome => outcome.Verdict.RejectedByText);
        text.AppendLine(CultureInfo.InvariantCulture, $"{byText} of the rejections come from the text format's reader, not from the decoder.");
        return text.ToString();
    }

    private static IEnumerable<string> Cells(IEnumerable<DirectiveOutcome> outcomes)
    {
        var byColumn = outcomes.ToLookup(outcome => Array.FindIndex(s_columns, column => column.Keywords.Contains(outcome.Keyword)));
        // The last column takes what no other names, which the lookup has under -1.
        return s_columns.Select((column, i) => Count(byColumn[column.Keywords.Length == 0 ? -1 : i]));
    }

    private static string Count(IEnumerable<DirectiveOutcome> outcomes)
    {
        var (passed, all) = (outcomes.Count(outcome => outcome.Failure is null), outcomes.Count());
        return all == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{passed}/{all}");
    }

    private static void AppendRow(StringBuilder text, string script, string needs, IEnumerable<string> cells)
    {
        text.Append(script.PadRight(56)).Append(needs.PadRight(10));
        foreach (var cell in cells)
        {
            text.Append(cell.PadLeft(10));
        }
        text.AppendLine();
    }
}
