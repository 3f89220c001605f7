using System.Globalization;

namespace Whorl.Bench;

/// <summary>How long, how often and what to measure.</summary>
internal sealed record BenchOptions(int Seconds, int Rounds, IReadOnlySet<string> Suites, bool JavaScript, string Root)
{
    private static readonly string[] s_suites = ["small", "bodies", "start", "waiting"];

    public static BenchOptions Parse(string[] args)
    {
        var options = new BenchOptions(5, 3, s_suites.ToHashSet(), true, Environment.GetEnvironmentVariable("WHORL_ROOT") ?? Directory.GetCurrentDirectory());
        for (var i = 0; i < args.Length; i++)
        {
            options = args[i] switch
            {
                "--seconds" => options with { Seconds = int.Parse(args[++i], CultureInfo.InvariantCulture) },
                "--rounds" => options with { Rounds = int.Parse(args[++i], CultureInfo.InvariantCulture) },
                "--only" => options with { Suites = args[++i].Split(',').ToHashSet() },
                "--no-javascript" => options with { JavaScript = false },
                _ => throw new ArgumentException($"Unknown option {args[i]}. Options: --seconds, --rounds, --only, --no-javascript."),
            };
        }
        return options;
    }
}
