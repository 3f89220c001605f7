using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Whorl.Bench;

/// <summary>Good and hostile guests together for minutes: the server keeps serving, and its memory, handles and threads do not grow.</summary>
internal static class Soak
{
    /// <summary>Paths of the fixture guest, with the statuses that are right for each.</summary>
    private static readonly (string Path, int[] Expected)[] s_behaviours =
    [
        ("/", [200]), ("/headers", [200]), ("/big/256", [200]), ("/sleep/50", [200]), ("/random", [200]), ("/print", [200]), ("/trailers", [200]),
        ("/status/404", [404]), ("/early", [200]), ("/file/none", [200, 404]),
        ("/trap", [500]), ("/recurse", [500]), ("/loop", [504]), ("/grow", [200, 500, 503]), ("/never", [500]), ("/twice", [200, 500]), ("/error", [500, 502]),
        ("/bad-pointer", [500]), ("/bad-handle", [500]), ("/wrong-type", [500]), ("/many-handles", [500, 503]), ("/huge/200", [500]), ("/flood", [200, 500, 504]),
    ];

    public static async Task<int> RunAsync(BenchOptions options)
    {
        await using var server = await Server.WhorlAsync(options, Path.Combine(options.Root, "bench/hostile.toml"));
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }, disposeHandler: true) { Timeout = TimeSpan.FromSeconds(60) };
        var tally = new Tally();
        Table.Head($"good and hostile guests, {options.Seconds} s", "requests", "unexpected", "RSS MiB", "handles", "threads");
        var started = Stopwatch.GetTimestamp();
        var report = TimeSpan.FromSeconds(Math.Max(5, options.Seconds / 20.0));
        var deadline = TimeSpan.FromSeconds(options.Seconds);
        var workers = Enumerable.Range(0, 16).Select(worker => WorkAsync(client, server, worker, started, deadline, tally)).ToArray();
        (double Memory, int Handles, int Threads)? settled = null;
        var last = (Memory: 0d, Handles: 0, Threads: 0);
        while (Stopwatch.GetElapsedTime(started) < deadline)
        {
            await Task.Delay(report);
            last = (server.MemoryMiB("VmRSS"), server.Handles, server.Threads);
            Table.Row($"after {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s", $"{tally.Requests:N0}", $"{tally.Unexpected:N0}", $"{last.Memory:0}", $"{last.Handles}", $"{last.Threads}");
            if (settled is null && Stopwatch.GetElapsedTime(started) > deadline / 4)
            {
                settled = last;
            }
        }
        await Task.WhenAll(workers);
        using var final = await client.GetAsync(new Uri($"http://127.0.0.1:{server.Port}/"));
        foreach (var (what, count) in tally.Surprises)
        {
            Console.WriteLine($"unexpected: {what}: {count}");
        }
        var grew = settled is { } base_ && (last.Memory > (base_.Memory * 1.15) + 16 || last.Handles > base_.Handles + 32 || last.Threads > base_.Threads + 32);
        Console.WriteLine(grew ? "The server grew between the first quarter and the end." : "No growth between the first quarter and the end.");
        return grew || tally.Unexpected > 0 || !final.IsSuccessStatusCode ? 1 : 0;
    }

    private static async Task WorkAsync(HttpClient client, Server server, int worker, long started, TimeSpan deadline, Tally tally)
    {
        var random = new Random(worker);
        while (Stopwatch.GetElapsedTime(started) < deadline)
        {
            switch (random.Next(10))
            {
                case 0:
                    await HangUpAsync(server);
                    tally.Count();
                    break;
                case 1:
                    await EchoAsync(client, server, random.Next(1, 300_000), tally);
                    break;
                default:
                    var (path, expected) = s_behaviours[random.Next(s_behaviours.Length)];
                    await GetAsync(client, server, path, expected, tally);
                    break;
            }
        }
    }

    private static async Task GetAsync(HttpClient client, Server server, string path, int[] expected, Tally tally)
    {
        try
        {
            using var response = await client.GetAsync(new Uri($"http://127.0.0.1:{server.Port}{path}"));
            await response.Content.ReadAsByteArrayAsync();
            tally.Count(expected.Contains((int)response.StatusCode) ? null : $"{path} {(int)response.StatusCode}");
        }
        catch (HttpRequestException error)
        {
            // A guest that traps after its head has gone out can only be cut off.
            tally.Count(path is "/twice" or "/flood" ? null : $"{path} {error.HttpRequestError}");
        }
    }

    private static async Task EchoAsync(HttpClient client, Server server, int length, Tally tally)
    {
        using var content = new ByteArrayContent(new byte[length]);
        using var response = await client.PostAsync(new Uri($"http://127.0.0.1:{server.Port}/echo"), content);
        var answer = await response.Content.ReadAsByteArrayAsync();
        tally.Count(answer.Length == length ? null : $"/echo gave {answer.Length} of {length} bytes");
    }

    /// <summary>A client that announces a body and goes away in the middle of it.</summary>
    private static async Task HangUpAsync(Server server)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", server.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\nhalf of it"));
        await Task.Delay(5);
    }

    private sealed class Tally
    {
        private readonly Lock _lock = new();

        public long Requests { get; private set; }

        public long Unexpected { get; private set; }

        public Dictionary<string, int> Surprises { get; } = [];

        public void Count(string? surprise = null)
        {
            lock (_lock)
            {
                Requests++;
                if (surprise is not null)
                {
                    Unexpected++;
                    Surprises[surprise] = Surprises.GetValueOrDefault(surprise) + 1;
                }
            }
        }
    }
}
