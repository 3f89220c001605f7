using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Whorl.Fuzz.Binaries;

/// <summary>A kind of input about which Whorl and the engine's own implementation differ.</summary>
/// <param name="Side">Who accepts it.</param>
/// <param name="Guard">What keeps an input that only Whorl accepts from doing harm: <c>refused</c> or <c>checked</c>.</param>
/// <param name="Message">What is said by the one who rejects it; a pattern.</param>
internal sealed record KnownDifference(string Side, string Guard, Regex Message);

/// <summary>Reads <c>differences.txt</c>.</summary>
internal static class KnownDifferences
{
    public const string WhorlAccepts = "whorl-accepts";
    public const string WhorlRejects = "whorl-rejects";
    public const string Refused = "refused";

    public static ImmutableArray<KnownDifference> All { get; } =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Binaries", "differences.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(Parse),
    ];

    public static KnownDifference? Find(string side, string message) => All.FirstOrDefault(d => d.Side == side && d.Message.IsMatch(message));

    private static KnownDifference Parse(string line) => line.Split(" | ") is [var side, var guard, var message, _]
        ? new KnownDifference(side.Trim(), guard.Trim(), new Regex(message.Trim(), RegexOptions.CultureInvariant))
        : throw new FormatException($"differences.txt: `{line}` is not `side | guard | message | why`.");
}
