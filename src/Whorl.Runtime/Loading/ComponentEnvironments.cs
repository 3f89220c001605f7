using Microsoft.Extensions.Logging;
using Whorl.Apps.Files;
using Whorl.Apps.Limits;
using Whorl.Apps.Model;
using Whorl.Apps.Network;
using Whorl.Apps.Variables;
using Whorl.Capabilities.Grants;
using Whorl.Runtime.Capabilities;
using Whorl.Runtime.Http;
using Whorl.Runtime.Logs;
using Whorl.Runtime.Network;
using Whorl.Wasi;

namespace Whorl.Runtime.Loading;

/// <summary>Makes what the components of one app see of the world, and owns what they share: log files, connections, files.</summary>
internal sealed class ComponentEnvironments : IDisposable
{
    private readonly AppModel _app;
    private readonly AppRuntimeOptions _options;
    private readonly VariableResolver _variables;
    private readonly AppCapabilities _capabilities;
    private readonly AppAddress _address;
    private readonly ILogger _logger;
    private readonly ComponentLogs _logs;
    private readonly GuestFiles _files = new();
    private readonly Lock _gate = new();

    public ComponentEnvironments(AppModel app, AppRuntimeOptions options, VariableResolver variables, AppCapabilities capabilities, AppAddress address, ILogger logger)
    {
        _capabilities = capabilities;
        _app = app;
        _options = options;
        _variables = variables;
        _address = address;
        _logger = logger;
        _logs = new ComponentLogs(options.Logs, options.FollowStream ?? Console.OpenStandardError(), logger);
    }

    /// <summary>Makes the environment of a component. Any thread may call this.</summary>
    public ComponentEnvironment Create(ComponentModel component, ComponentLimits limits, FileTree files)
    {
        lock (_gate)
        {
            (IOutputSink stdout, IOutputSink stderr) = _logs.Open(component.Id);
            var policies = new OutboundPolicySource(_app, component, _variables);
            ComponentGrants grants = _capabilities.GrantsOf(component.Id);
            var denials = new NetworkDenials(_app.Name, component.Id, grants.Denials);
            return new ComponentEnvironment
            {
                Wasi = new WasiContextOptions
                {
                    Environment = [.. component.Environment],
                    Files = _files.TreeOf(files),
                    TransientWrites = _options.TransientWrites,
                    Time = _options.Time,
                    Limits = Translate(limits),
                },
                Grants = grants,
                OutboundHttp = new ComponentOutboundHttp(component.Id, policies, _address, _capabilities.Network.SenderFor(component), denials),
                Sockets = new ComponentSockets(component.Id, policies, _options.BlockedNetworks, _capabilities.Network.Budgets.Sockets, denials),
                Stdout = stdout,
                Stderr = stderr,
            };
        }
    }

    public void Dispose()
    {
        _files.Dispose();
        _logs.Dispose();
        _capabilities.Dispose();
    }

    private static WasiLimits Translate(ComponentLimits limits) => new()
    {
        HeaderBytes = (int)Math.Min(limits.ResponseHeaderBytes, int.MaxValue),
        IncomingBodyBytes = limits.RequestBodyBytes,
        OutgoingBodyBytes = limits.ResponseBodyBytes,
        OutputBytes = limits.LogBytes,
        OutboundCalls = limits.OutboundCalls,
        ConcurrentOutboundCalls = limits.OutboundConnections,
        Sockets = limits.OutboundConnections,
    };
}
