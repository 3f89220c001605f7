using System.Collections.Immutable;
using Whorl.Apps.Configuration;
using Whorl.Apps.Diagnostics;
using Whorl.Apps.Model;
using Whorl.Runtime.Loading;
using Whorl.Wasi.Http;

namespace Whorl.Runtime.Network;

/// <summary>
/// The connections of one app to HTTP servers. Components share them, but for those to hosts for which <c>[[client_tls]]</c> gives some of
/// them other certificates: a connection that was made with one identity serves nobody who does not have it.
/// </summary>
internal sealed class OutboundNetwork : IDisposable
{
    private readonly SocketsOutboundHttp _shared;
    private readonly List<(ClientTlsConfig Config, SocketsOutboundHttp Sender)> _own = [];
    private readonly List<Diagnostic> _diagnostics = [];

    public OutboundNetwork(AppRuntimeOptions options)
    {
        Budgets = new ConnectionBudgets(options.Config.Connections);
        var how = new SocketsOutboundHttpOptions
        {
            ConnectPolicy = new ConnectPolicy(options.BlockedNetworks),
            KeepsConnections = options.Config.Connections.HttpPooling,
            PlaintextHttp2Authority = options.PlaintextHttp2?.Authority,
            Budget = Budgets.Http.IsLimited ? Budgets.Http : null,
        };
        _shared = new SocketsOutboundHttp(how);
        foreach (ClientTlsConfig config in options.Config.ClientTls)
        {
            var tls = new ClientTls(config);
            _own.Add((config, new SocketsOutboundHttp(how with { Tls = tls.Load() })));
            _diagnostics.AddRange(tls.Problems.Select(problem => new Diagnostic(
                DiagnosticSeverity.Error, DiagnosticCode.BadValue, options.Config.Path, config.Location, $"[[client_tls]]: {problem}", "Relative paths start from the folder of the runtime configuration.")));
        }
    }

    /// <summary>What is wrong with the configuration.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    /// <summary>How many connections the app may have.</summary>
    public ConnectionBudgets Budgets { get; }

    /// <summary>What sends the requests of a component, once they are allowed.</summary>
    public IOutboundHttp SenderFor(ComponentModel component)
    {
        var byHost = ImmutableDictionary.CreateBuilder<string, IOutboundHttp>(StringComparer.Ordinal);
        foreach ((ClientTlsConfig config, SocketsOutboundHttp sender) in _own.Where(own => own.Config.Components.Contains(component.DeclaredId)))
        {
            foreach (string host in config.Hosts)
            {
                byHost.TryAdd(host, sender);
            }
        }

        return byHost.Count == 0 ? _shared : new HostSender(byHost.ToImmutable(), _shared);
    }

    public void Dispose()
    {
        _shared.Dispose();
        foreach ((_, SocketsOutboundHttp sender) in _own)
        {
            sender.Dispose();
        }

        Budgets.Dispose();
    }
}
