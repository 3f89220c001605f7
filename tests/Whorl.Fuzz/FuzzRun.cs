using System.Globalization;

namespace Whorl.Fuzz;

/// <summary>
/// How much is tried. By default as much as a test run has time for, always the same; WHORL_FUZZ_ROUNDS multiplies it, and
/// WHORL_FUZZ_SEED begins elsewhere.
/// </summary>
internal static class FuzzRun
{
    /// <summary>The cases that one theory runs; each makes its inputs from its number alone.</summary>
    private const int Cases = 4;

    private static readonly int s_rounds = Number("WHORL_FUZZ_ROUNDS", 1);
    private static readonly int s_seed = Number("WHORL_FUZZ_SEED", 1);

    /// <summary>The seeds of one theory.</summary>
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, Cases).Select(i => unchecked((s_seed * Cases) + i))];

    /// <summary>How often a case is to try, given how often it tries in a usual run.</summary>
    public static int Times(int usual) => usual * s_rounds;

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
