using System.Diagnostics;

namespace Whorl.Bench;

/// <summary>Keys that guests get and durably set, beside a plain loop over SQLite, in turn, in one run on one disk. The ratios are what counts.</summary>
internal static class KeyValueSuite
{
    private const int Seeded = 1000;

    /// <summary>Does some gets or sets of values, under keys that begin with a name.</summary>
    private delegate Task Work(bool isGet, int count, int bytes, string name);

    public static async Task<int> RunAsync(BenchOptions options)
    {
        Console.WriteLine($"{Environment.ProcessorCount} cores, .NET {Environment.Version}; write-ahead log, every commit synced; medians of {options.Rounds} rounds of {options.Seconds} s");
        Table.Head("key-value in SQLite, calls/s", "plain loop", "Whorl", "ratio");
        var folder = Directory.CreateDirectory(Path.Combine(options.Root, "artifacts", $"bench-kv-{Environment.ProcessId}"));
        try
        {
            using var loop = new SqliteLoop(Path.Combine(folder.FullName, "loop.db"));
            await using var server = await Server.WhorlWithStateAsync(options, Path.Combine(options.Root, "bench/keys"), folder.FullName);
            using var client = new HttpClient(new SocketsHttpHandler(), disposeHandler: true);
            var serial = 0;
            Work plain = (isGet, count, bytes, name) => Task.Run(isGet
                ? () => loop.Get(name, count, bytes)
                : () => loop.Set(name, count, bytes, Interlocked.Increment(ref serial)));
            Work whorl = (isGet, count, bytes, name) => client.GetStringAsync(new Uri(
                $"http://127.0.0.1:{server.Port}/{(isGet ? "get" : "set")}/{count}/{bytes}/{name}/{Interlocked.Increment(ref serial)}"));
            foreach (var bytes in (int[])[100, 4096])
            {
                await plain(isGet: false, Seeded, bytes, "seed");
                await whorl(isGet: false, Seeded, bytes, "seed");
                await CompareAsync(options, $"get, {bytes} bytes", plain, whorl, isGet: true, count: 20_000, bytes);
                await CompareAsync(options, $"set, {bytes} bytes", plain, whorl, isGet: false, count: 100, bytes);
            }
            await CompareAsync(options, "set, 100 bytes, 32 at once", plain, whorl, isGet: false, count: 20, bytes: 100, writers: 32);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        return 0;
    }

    private static async Task CompareAsync(BenchOptions options, string name, Work plain, Work whorl, bool isGet, int count, int bytes, int writers = 1)
    {
        var (theirs, ours) = (new List<double>(), new List<double>());
        for (var round = 0; round < options.Rounds; round++)
        {
            theirs.Add(await RateAsync(options, plain, isGet, count, bytes, writers));
            ours.Add(await RateAsync(options, whorl, isGet, count, bytes, writers));
        }
        var (their, our) = (Median(theirs), Median(ours));
        Table.Row(name, $"{their:N0}", $"{our:N0}", $"{our / their:0.00}");
    }

    /// <summary>Calls in a second, once everything is warm.</summary>
    private static async Task<double> RateAsync(BenchOptions options, Work work, bool isGet, int count, int bytes, int writers)
    {
        await work(isGet, count, bytes, "seed");
        var duration = TimeSpan.FromSeconds(options.Seconds);
        var started = Stopwatch.GetTimestamp();
        var calls = await Task.WhenAll(Enumerable.Range(0, writers).Select(async writer =>
        {
            long done = 0;
            for (; Stopwatch.GetElapsedTime(started) < duration; done += count)
            {
                await work(isGet, count, bytes, writers == 1 ? "seed" : $"writer-{writer}-");
            }
            return done;
        }));
        return calls.Sum() / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
