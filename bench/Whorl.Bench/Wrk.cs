using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Whorl.Bench;

/// <summary>One run of wrk.</summary>
internal sealed partial record Wrk(double RequestsPerSecond, double P50Milliseconds, double P99Milliseconds, long Errors, long Requests)
{
    /// <summary>What the server computed for a request, in microseconds: unlike the rate, next to the same on a machine that does other things too.</summary>
    public double CpuMicroseconds { get; private init; }

    /// <summary>Runs it, with a body to POST in each request if <paramref name="bodyBytes"/> is not 0.</summary>
    public static async Task<Wrk> RunAsync(Server server, string path, int connections, int seconds, long bodyBytes = 0)
    {
        string[] arguments = ["-c", "1", "wrk", "-t1", $"-c{connections}", $"-d{seconds}s", "--timeout", "60s", "--latency"];
        string? script = null;
        if (bodyBytes > 0)
        {
            script = Path.GetTempFileName();
            await File.WriteAllTextAsync(script, $"wrk.method = 'POST'\nwrk.body = string.rep('x', {bodyBytes})\n");
            arguments = [.. arguments, "-s", script];
        }
        var start = new ProcessStartInfo("taskset", [.. arguments, $"http://127.0.0.1:{server.Port}{path}"]) { RedirectStandardOutput = true };
        var before = server.Cpu;
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var used = server.Cpu - before;
        if (script is not null)
        {
            File.Delete(script);
        }
        var run = Parse(output);
        return run with { CpuMicroseconds = used.TotalMicroseconds / run.Requests };
    }

    private static Wrk Parse(string output)
    {
        var rate = Rate().Match(output);
        var requests = Count().Match(output);
        if (!rate.Success || !requests.Success)
        {
            throw new InvalidOperationException($"wrk gave no figures:\n{output}");
        }
        var socket = SocketErrors().Matches(output).Sum(match => long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
        var status = Statuses().Match(output) is { Success: true } match ? long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
        return new Wrk(
            double.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture), Percentile(output, "50%"), Percentile(output, "99%"), socket + status,
            long.Parse(requests.Groups[1].Value, CultureInfo.InvariantCulture));
    }

    private static double Percentile(string output, string name)
    {
        var match = Regex.Match(output, $@"{name}\s+([\d.]+)(us|ms|s|m)");
        var value = double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        return match.Groups[2].Value switch { "us" => value / 1000, "ms" => value, "s" => value * 1000, _ => value * 60_000 };
    }

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex Count();

    [GeneratedRegex(@"Non-2xx or 3xx responses: (\d+)")]
    private static partial Regex Statuses();

    [GeneratedRegex(@"(?:connect|read|write|timeout) (\d+)")]
    private static partial Regex SocketErrors();
}
