using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Whorl.Bench;

/// <summary>A server process under measurement, pinned to the first core unless it says otherwise; the load comes from the others.</summary>
internal sealed class Server : IAsyncDisposable
{
    /// <summary>The core that servers have to themselves.</summary>
    private const string FirstCore = "0";

    private readonly Process _process;

    private Server(Process process, int port, TimeSpan firstByte)
    {
        _process = process;
        Port = port;
        FirstByte = firstByte;
    }

    public int Port { get; }

    /// <summary>From the start of the process to the first answer.</summary>
    public TimeSpan FirstByte { get; }

    public static Task<Server> KestrelAsync(BenchOptions options) =>
        StartAsync(port => [Environment.ProcessPath!, "kestrel", port.ToString(CultureInfo.InvariantCulture)], options.Root, []);

    /// <summary>Serves an app; with a cache folder of its own if one is named, otherwise with the user's.</summary>
    public static Task<Server> WhorlAsync(BenchOptions options, string app, string? cache = null) =>
        StartAsync(port => Up(options, app, port), options.Root, cache is null ? [] : [("XDG_CACHE_HOME", cache)]);

    /// <summary>Serves an app that keeps its state in a folder, on all cores: its client has little to do.</summary>
    public static Task<Server> WhorlWithStateAsync(BenchOptions options, string app, string state) =>
        StartAsync(port => [.. Up(options, app, port), "--state-dir", state], options.Root, [], cores: $"0-{Environment.ProcessorCount - 1}");

    public static async Task<Server> StartAsync(
        Func<int, string[]> command, string folder, (string Name, string Value)[] environment, string cores = FirstCore)
    {
        var port = FreePort();
        var start = new ProcessStartInfo("taskset") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["-c", cores, .. command(port)])
        {
            start.ArgumentList.Add(argument);
        }
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        var started = Stopwatch.GetTimestamp();
        var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
        using var client = new HttpClient(new SocketsHttpHandler(), disposeHandler: true);
        while (true)
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException($"{string.Join(' ', start.ArgumentList)} ended at once: {await errors}");
            }
            try
            {
                using var response = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/"));
                if ((int)response.StatusCode >= 500)
                {
                    process.Kill(entireProcessTree: true);
                    throw new InvalidOperationException($"{string.Join(' ', start.ArgumentList)} answers {response.StatusCode}: {await errors}");
                }
                return new Server(process, port, Stopwatch.GetElapsedTime(started));
            }
            catch (HttpRequestException error) when (error.StatusCode is null)
            {
                await Task.Delay(2);
            }
        }
    }

    /// <summary>A figure of /proc/PID/status, in MiB.</summary>
    public double MemoryMiB(string figure) =>
        File.ReadLines($"/proc/{_process.Id}/status")
            .Where(line => line.StartsWith(figure + ":", StringComparison.Ordinal))
            .Select(line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024)
            .First();

    /// <summary>The processor time that the process has used.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public int Threads => Directory.GetDirectories($"/proc/{_process.Id}/task").Length;

    public int Handles => Directory.GetFiles($"/proc/{_process.Id}/fd").Length;

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static string[] Up(BenchOptions options, string app, int port) =>
        [Path.Combine(options.Root, "artifacts/whorl/whorl"), "up", app, "--listen", $"127.0.0.1:{port}", "--quiet", "--log-dir", ""];

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
