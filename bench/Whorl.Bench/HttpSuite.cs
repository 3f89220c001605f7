using System.Globalization;

namespace Whorl.Bench;

/// <summary>Whorl beside bare Kestrel, in turn, in one run on one machine. The ratios are what counts.</summary>
internal static class HttpSuite
{
    /// <summary>Until the runtime's compiler has done its tiers, which on one busy core takes its time.</summary>
    private const int WarmUpSeconds = 12;

    public static async Task<int> RunAsync(BenchOptions options)
    {
        Console.WriteLine($"{Environment.ProcessorCount} cores, .NET {Environment.Version}; server on core 0, load on core 1; medians of {options.Rounds} rounds of {options.Seconds} s");
        if (options.Suites.Contains("small"))
        {
            await SmallAsync(options);
        }
        if (options.Suites.Contains("bodies"))
        {
            await BodiesAsync(options);
        }
        if (options.Suites.Contains("start"))
        {
            await StartAsync(options);
        }
        if (options.Suites.Contains("waiting"))
        {
            await WaitingAsync(options);
        }
        return 0;
    }

    private static string Hello(BenchOptions options) => Path.Combine(options.Root, "samples/hello");

    private static string QuickJs(BenchOptions options) => Path.Combine(options.Root, "samples/quickjs");

    private static string Fixture(BenchOptions options) => Path.Combine(options.Root, "bench/fixture.toml");

    private static string Service(BenchOptions options) => Path.Combine(options.Root, "bench/service.toml");

    /// <summary>Small answers, 32 connections, keep-alive: a fresh instance for each request of WASI 0.2, reused ones for 0.3.</summary>
    private static async Task SmallAsync(BenchOptions options)
    {
        Table.Head("small answers, 32 connections", "req/s", "of Kestrel", "CPU us", "of Kestrel", "p50 ms", "p99 ms", "idle MiB", "load MiB");
        await using var kestrel = await Server.KestrelAsync(options);
        await using var hello = await Server.WhorlAsync(options, Hello(options));
        await using var javascript = options.JavaScript ? await Server.WhorlAsync(options, QuickJs(options)) : null;
        await using var service = await Server.WhorlAsync(options, Service(options));
        var servers = new List<(string Name, Server Server, string Path)>
        {
            ("Kestrel, raw delegate", kestrel, "/"),
            ("Whorl, C guest (9 KB)", hello, "/"),
            ("Whorl, C guest, WASI 0.3, reused", service, "/hello"),
        };
        if (javascript is not null)
        {
            servers.Add(("Whorl, QuickJS guest (1.2 MB)", javascript, "/"));
        }
        var idle = servers.ToDictionary(entry => entry.Name, entry => entry.Server.MemoryMiB("VmRSS"));
        var results = servers.ToDictionary(entry => entry.Name, _ => new List<Wrk>());
        foreach (var (_, server, path) in servers)
        {
            await Wrk.RunAsync(server, path, 32, WarmUpSeconds);
        }
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var (name, server, path) in servers)
            {
                results[name].Add(await Wrk.RunAsync(server, path, 32, options.Seconds));
            }
        }
        var baseline = Median(results["Kestrel, raw delegate"], run => run.RequestsPerSecond);
        var baselineCpu = Median(results["Kestrel, raw delegate"], run => run.CpuMicroseconds);
        foreach (var (name, server, _) in servers)
        {
            var runs = results[name];
            var rate = Median(runs, run => run.RequestsPerSecond);
            var cpu = Median(runs, run => run.CpuMicroseconds);
            Table.Row(name, $"{rate:N0}", $"{rate / baseline:0.00}", $"{cpu:0.0}", $"{baselineCpu / cpu:0.00}", $"{Median(runs, run => run.P50Milliseconds):0.00}",
                $"{Median(runs, run => run.P99Milliseconds):0.00}", $"{idle[name]:0}", $"{server.MemoryMiB("VmHWM"):0}", Errors(runs));
        }
    }

    /// <summary>Bodies up, down and back.</summary>
    private static async Task BodiesAsync(BenchOptions options)
    {
        Table.Head("bodies", "Kestrel MB/s", "Whorl MB/s", "ratio", "load MiB");
        await using var kestrel = await Server.KestrelAsync(options);
        await using var fixture = await Server.WhorlAsync(options, Fixture(options));
        await using var service = await Server.WhorlAsync(options, Service(options));
        const long mebibyte = 1024 * 1024;
        var cases = new (string Name, Server Server, string Path, long Up, long Down, int Connections)[]
        {
            ("1 MiB down, 8 connections", fixture, "/big/1024", 0, mebibyte, 8),
            ("1 MiB up, 8 connections", fixture, "/count", mebibyte, 0, 8),
            ("1 MiB echo, 8 connections", fixture, "/echo", mebibyte, mebibyte, 8),
            ("64 MiB down, 1 connection", fixture, "/big/65536", 0, 64 * mebibyte, 1),
            ("64 MiB up, 1 connection", fixture, "/count", 64 * mebibyte, 0, 1),
            ("64 MiB echo, 1 connection", fixture, "/echo", 64 * mebibyte, 64 * mebibyte, 1),
            ("64 MiB echo, WASI 0.3", service, "/echo", 64 * mebibyte, 64 * mebibyte, 1),
        };
        foreach (var (name, whorl, path, up, down, connections) in cases)
        {
            var (ours, theirs) = (new List<Wrk>(), new List<Wrk>());
            for (var round = 0; round < options.Rounds; round++)
            {
                theirs.Add(await Wrk.RunAsync(kestrel, path, connections, options.Seconds, up));
                ours.Add(await Wrk.RunAsync(whorl, path, connections, options.Seconds, up));
            }
            var megabytes = Math.Max(up, down) / 1e6;
            var (their, our) = (Median(theirs, run => run.RequestsPerSecond) * megabytes, Median(ours, run => run.RequestsPerSecond) * megabytes);
            Table.Row(name, $"{their:N0}", $"{our:N0}", $"{our / their:0.00}", $"{whorl.MemoryMiB("VmHWM"):0}", Errors(ours));
        }
    }

    /// <summary>From the start of the process to the first byte.</summary>
    private static async Task StartAsync(BenchOptions options)
    {
        Table.Head("start to first byte", "ms", "of Kestrel");
        var cache = Directory.CreateTempSubdirectory("whorl-bench-");
        try
        {
            var kestrel = await MedianStartAsync(options, () => Server.KestrelAsync(options));
            Table.Row("Kestrel, raw delegate", $"{kestrel:0}", "1.00");
            var apps = new List<(string Name, string Path)> { ("C guest", Hello(options)) };
            if (options.JavaScript)
            {
                apps.Add(("QuickJS guest", QuickJs(options)));
            }
            foreach (var (name, app) in apps)
            {
                var folder = Path.Combine(cache.FullName, name);
                var cold = await MedianStartAsync(options, () =>
                {
                    Directory.CreateDirectory(folder);
                    Directory.Delete(folder, recursive: true);
                    return Server.WhorlAsync(options, app, cache: folder);
                });
                Table.Row($"Whorl, {name}, cold cache", $"{cold:0}", $"{cold / kestrel:0.00}");
                var warm = await MedianStartAsync(options, () => Server.WhorlAsync(options, app, cache: folder));
                Table.Row($"Whorl, {name}, warm cache", $"{warm:0}", $"{warm / kestrel:0.00}");
            }
        }
        finally
        {
            cache.Delete(recursive: true);
        }
    }

    /// <summary>What a request meets while a thousand guests wait.</summary>
    private static async Task WaitingAsync(BenchOptions options)
    {
        Table.Head("beside 1 000 guests that wait", "p50 ms", "p99 ms", "threads", "load MiB");
        await using var whorl = await Server.WhorlAsync(options, Fixture(options));
        await Wrk.RunAsync(whorl, "/", 1, 2);
        var alone = await Wrk.RunAsync(whorl, "/", 1, options.Seconds);
        Table.Row("alone", $"{alone.P50Milliseconds:0.00}", $"{alone.P99Milliseconds:0.00}", $"{whorl.Threads}", $"{whorl.MemoryMiB("VmRSS"):0}");
        using var stop = new CancellationTokenSource();
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 2000 }, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
        var waiting = Enumerable.Range(0, 1000)
            .Select(_ => client.GetAsync(new Uri($"http://127.0.0.1:{whorl.Port}/sleep/20000"), stop.Token))
            .ToArray();
        await Task.Delay(3000);
        var beside = await Wrk.RunAsync(whorl, "/", 1, options.Seconds);
        Table.Row("beside them", $"{beside.P50Milliseconds:0.00}", $"{beside.P99Milliseconds:0.00}", $"{whorl.Threads}", $"{whorl.MemoryMiB("VmRSS"):0}", Errors([beside]));
        await stop.CancelAsync();
        await Task.WhenAll(waiting).ContinueWith(_ => { }, TaskScheduler.Default);
        await using var service = await Server.WhorlAsync(options, Service(options));
        var many = await Wrk.RunAsync(service, "/wait", 10_000, options.Seconds);
        Table.Row("10 000 at once, 100 ms, WASI 0.3", $"{many.P50Milliseconds:0.00}", $"{many.P99Milliseconds:0.00}", $"{service.Threads}", $"{service.MemoryMiB("VmHWM"):0}", Errors([many]));
    }

    private static async Task<double> MedianStartAsync(BenchOptions options, Func<Task<Server>> start)
    {
        var times = new List<double>();
        for (var round = 0; round < Math.Max(3, options.Rounds); round++)
        {
            await using var server = await start();
            times.Add(server.FirstByte.TotalMilliseconds);
        }
        return Median(times, time => time);
    }

    private static double Median<T>(IEnumerable<T> values, Func<T, double> figure)
    {
        var sorted = values.Select(figure).Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private static string Errors(IEnumerable<Wrk> runs) => runs.Sum(run => run.Errors) is > 0 and var errors ? $"{errors.ToString(CultureInfo.InvariantCulture)} errors" : "";
}
