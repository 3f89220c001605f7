using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Whorl.Capabilities.Tests.Infrastructure;
using Whorl.Capabilities.Tests.Servers;
using Whorl.Functional.Tests.Infrastructure;

namespace Whorl.Capabilities.Tests.Faults;

/// <summary>A server that dies under load, and comes back.</summary>
public sealed class ServerKilledTests
{
    private const int Guests = 6;

    [Fact]
    public async Task MySql_KilledUnderLoadAndStartedAgain_NoAcknowledgedRowIsLostAndItGoesOn()
    {
        await using var server = new MariaDbServer();
        await server.InitializeAsync();
        await using ScriptApp app = await ScriptApp.StartAsync(
            $"allowed_outbound_hosts = ['mysql://127.0.0.1:{server.Port}']",
            "[outbound_mysql]\nmax_connections = 4",
            variables: new() { ["server"] = server.Url });
        await app.RunAsync("MysqlV2.open(variable('server')).execute('CREATE TABLE t (n INT PRIMARY KEY)', [])");

        await using var load = new Load(app, n => $"const error = failure(() => MysqlV2.open(variable('server')).execute('INSERT INTO t VALUES ({n})', [])); return error.tag ?? 'kept'");
        await load.ReachesAsync(kept: 20, failed: 0);
        server.Kill();
        await load.ReachesAsync(kept: 0, failed: 1);
        await server.InitializeAsync();
        await load.ReachesAsync(kept: 20, failed: 0);
        await load.StopAsync();

        JsonArray rows = JsonNode.Parse(await app.RunAsync(
            "return MysqlV2.open(variable('server')).query('SELECT n FROM t', []).rows.map(([n]) => Number(n.val))"))!.AsArray();
        Assert.Superset(load.Kept.ToHashSet(), rows.Select(n => (int)n!).ToHashSet());
        Assert.Subset(new HashSet<string> { "connection-failed", "query-failed", "other" }, load.Errors.ToHashSet());
    }

    /// <summary>Guests that write one row after another, each with a number of its own.</summary>
    private sealed class Load : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly SemaphoreSlim _kept = new(0), _failed = new(0);
        private readonly Task _guests;
        private int _next;

        public Load(ScriptApp app, Func<string, string> script) => _guests = Task.WhenAll(Enumerable.Range(0, Guests).Select(async _ =>
        {
            while (!_stop.IsCancellationRequested)
            {
                int number = Interlocked.Increment(ref _next);
                string answer = (string)JsonNode.Parse(await app.RunAsync(script(number.ToString(CultureInfo.InvariantCulture))))!;
                if (answer == "kept")
                {
                    Kept.Add(number);
                    _kept.Release();
                }
                else
                {
                    Errors.Add(answer);
                    _failed.Release();
                }
            }
        }));

        public ConcurrentBag<int> Kept { get; } = [];

        public ConcurrentBag<string> Errors { get; } = [];

        /// <summary>Waits for further rows that were kept, and for further ones that were not.</summary>
        public async Task ReachesAsync(int kept, int failed)
        {
            for (int i = 0; i < kept + failed; i++)
            {
                Task<bool> next = (i < kept ? _kept : _failed).WaitAsync(Patience.Long);
                Assert.True(await await Task.WhenAny(next, _guests.ContinueWith(t => t.IsCompletedSuccessfully, TaskScheduler.Default)));
            }
        }

        public async Task StopAsync()
        {
            await _stop.CancelAsync();
            await _guests;
        }

        public async ValueTask DisposeAsync()
        {
            await StopAsync();
            _stop.Dispose();
            _kept.Dispose();
            _failed.Dispose();
        }
    }
}
