using System.Globalization;
using System.Text.RegularExpressions;
using Whorl.Apps.Diagnostics;
using Whorl.Apps.Limits;
using Whorl.Apps.Loading;

namespace Whorl.Apps.Tests.Manifest;

/// <summary>Keeps <c>docs/manifest.md</c> true.</summary>
public sealed partial class ManifestDocumentTests
{
    private static readonly string s_text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "manifest.md"));

    [Fact]
    public void Document_DiagnosticCodes_AreExactlyThoseOfTheCode() =>
        Assert.Equal(
            Enum.GetValues<DiagnosticCode>().Select(c => $"W{(int)c:D4}"),
            CodeRow().Matches(s_text).Select(m => m.Groups[1].Value));

    [Fact]
    public void Document_Limits_AreExactlyThoseOfTheCode()
    {
        var known = Errors("nothing", "1").Single().Remedy!;

        Assert.Equal(
            Regex.Matches(known, "`([a-z-]+)`").Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal),
            LimitRow().Matches(s_text).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    public static TheoryData<string, string, string, string> Limits()
    {
        var data = new TheoryData<string, string, string, string>();
        foreach (Match row in LimitRow().Matches(s_text))
        {
            data.Add(row.Groups[1].Value, row.Groups[2].Value, row.Groups[3].Value, row.Groups[4].Value);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Limits))]
    public void Document_Limit_HasTheDefaultAndRangeOfTheCode(string key, string initial, string from, string to)
    {
        var app = Parse(key, initial).AppOrThrow();

        Assert.Equal(ComponentLimits.Default, app.DefaultLimits);
        Assert.Empty(Errors(key, from));
        Assert.Empty(Errors(key, to));
        Assert.NotEmpty(Errors(key, Beyond(to, 1)));
        Assert.NotEmpty(Errors(key, Beyond(from, -1)));
    }

    [Fact]
    public void Document_FirstManifest_IsValid()
    {
        var manifest = s_text.Split("```toml\n")[1].Split("```")[0];

        Assert.Empty(AppLoader.Parse(manifest, "/app", "spin.toml").Diagnostics);
    }

    // The next value in the next smaller unit, which is outside where the range ends.
    private static string Beyond(string value, int step)
    {
        var match = Amount().Match(value);
        var number = long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        var (unit, factor) = match.Groups[2].Value switch
        {
            "h" => ("s", 3_600),
            "m" => ("s", 60),
            "s" => ("ms", 1_000),
            "ms" => ("us", 1_000),
            "GiB" => ("MiB", 1_024),
            "MiB" => ("KiB", 1_024),
            "KiB" => ("B", 1_024),
            var other => (other, 1),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{(number * factor) + step}{unit}");
    }

    private static IEnumerable<Diagnostic> Errors(string key, string value) =>
        Parse(key, value).Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error);

    private static AppLoadResult Parse(string key, string value)
    {
        var literal = char.IsAsciiLetter(value[^1]) ? $"\"{value}\"" : value;
        return AppLoader.Parse(
            $"spin_manifest_version = 2\napplication.name = \"x\"\napplication.tool.whorl.limits.{key} = {literal}", "/app", "spin.toml");
    }

    [GeneratedRegex(@"^\| (W\d{4}) \|", RegexOptions.Multiline)]
    private static partial Regex CodeRow();

    [GeneratedRegex(@"^\| `([a-z-]+)` \| `([^`]+)` \| `([^`]+)` to `([^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex LimitRow();

    [GeneratedRegex("^([0-9]+)([A-Za-z]*)$")]
    private static partial Regex Amount();
}
