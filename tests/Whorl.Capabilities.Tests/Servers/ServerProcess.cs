using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Whorl.Functional.Tests.Infrastructure;

namespace Whorl.Capabilities.Tests.Servers;

/// <summary>A server of another project, on a free port of the loopback address, with its data in a folder that goes with it.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;
    private bool _disposed;

    private ServerProcess(Process process) => _process = process;

    /// <summary>A port that nobody listens at.</summary>
    public static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <summary>Starts a server and waits for the line by which it says that it is ready.</summary>
    public static async Task<ServerProcess> StartAsync(string command, string ready, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        Process process = Process.Start(start) ?? throw new InvalidOperationException($"{command} did not start.");
        var lines = new List<string>();
        var isReady = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, e) => Read(e.Data);
        process.ErrorDataReceived += (_, e) => Read(e.Data);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => isReady.TrySetException(new InvalidOperationException($"{command} ended. It said:\n{Said()}"));
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await isReady.Task.WaitAsync(Patience.Long);
        }
        catch (TimeoutException)
        {
            process.Kill();
            throw new TimeoutException($"{command} did not say \"{ready}\". It said:\n{Said()}");
        }

        return new ServerProcess(process);

        void Read(string? line)
        {
            lock (lines)
            {
                lines.Add(line ?? "");
            }

            if (line?.Contains(ready, StringComparison.Ordinal) == true)
            {
                isReady.TrySetResult();
            }
        }

        string Said()
        {
            lock (lines)
            {
                return string.Join('\n', lines);
            }
        }
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task RunAsync(string command, IEnumerable<string> arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{command} failed:\n{await output}\n{error}");
    }

    /// <summary>Tells the server to end, so that it can write down what it knows.</summary>
    public async Task TerminateAsync()
    {
        await RunAsync("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync().WaitAsync(Patience.Long);
    }

    /// <summary>Ends the server at once, as a crash would.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
