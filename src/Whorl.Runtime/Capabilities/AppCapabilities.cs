using System.Collections.Frozen;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Whorl.Apps.Diagnostics;
using Whorl.Apps.Model;
using Whorl.Apps.Network;
using Whorl.Apps.Variables;
using Whorl.Capabilities;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Grants;
using Whorl.Capabilities.KeyValue;
using Whorl.Capabilities.Sqlite;
using Whorl.Components.Hosting;
using Whorl.Runtime.Loading;
using Whorl.Runtime.Network;

namespace Whorl.Runtime.Capabilities;

/// <summary>The capabilities of one app: made from its configuration, shared by its components, closed with it.</summary>
internal sealed class AppCapabilities : IDisposable
{
    private readonly AppModel _app;
    private readonly ImmutableArray<Capability> _capabilities;
    private readonly FrozenDictionary<string, ComponentGrants> _grants;

    private bool _disposed;

    private AppCapabilities(AppModel app, OutboundNetwork network, ImmutableArray<Capability> capabilities, FrozenDictionary<string, ComponentGrants> grants)
    {
        Network = network;
        _app = app;
        _capabilities = capabilities;
        _grants = grants;
    }

    /// <summary>Makes the capabilities. Nothing is connected to yet.</summary>
    /// <param name="app">The app.</param>
    /// <param name="components">The components that are served.</param>
    /// <param name="options">How the app is run.</param>
    /// <param name="variables">Where the values of variables come from.</param>
    /// <param name="logger">Takes the denials.</param>
    /// <param name="diagnostics">What is wrong with the configuration, or with what the components ask of it.</param>
    public static AppCapabilities Create(
        AppModel app,
        ImmutableArray<ComponentModel> components,
        AppRuntimeOptions options,
        VariableResolver variables,
        ILogger logger,
        out ImmutableArray<Diagnostic> diagnostics)
    {
        var network = new OutboundNetwork(options);
        var factory = new CapabilityFactory(app, options, network.Budgets);
        ImmutableArray<Capability> capabilities = factory.Create(components);
        var denials = new DenialLog(logger);
        var grants = components.ToFrozenDictionary(
            c => c.Id,
            c => new ComponentGrants
            {
                App = app.Name,
                Component = c.Id,
                DeclaredComponent = c.DeclaredId,
                Variables = new ComponentVariables(c.Id, variables),
                Outbound = new OutboundAccess(c.Id, new OutboundPolicySource(app, c, variables), options.BlockedNetworks),
                Denials = denials,
                KeyValueStores = [.. c.KeyValueStores],
                SqliteDatabases = [.. c.SqliteDatabases],
                AiModels = [.. c.AiModels],
                CallTimeout = c.Limits.HostCall,
                MaxConnections = c.Limits.OutboundConnections,
            },
            StringComparer.Ordinal);
        var created = new AppCapabilities(app, network, capabilities, grants) { Notes = [.. factory.Notes] };
        diagnostics = [.. network.Diagnostics, .. factory.Diagnostics, .. components.SelectMany(created.Validate)];
        return created;
    }

    /// <summary>Where the app's state is kept, for people; a line for each place.</summary>
    public required ImmutableArray<string> Notes { get; init; }

    /// <summary>The connections to HTTP servers.</summary>
    public OutboundNetwork Network { get; }

    /// <summary>What a component may use.</summary>
    public ComponentGrants GrantsOf(string component) => _grants[component];

    /// <summary>Offers all interfaces.</summary>
    /// <param name="linker">What components are linked by.</param>
    /// <param name="scope">The instance that a store runs, from the store's state.</param>
    public void AddTo(ComponentLinker linker, Func<object?, CapabilityScope> scope)
    {
        foreach (Capability capability in _capabilities)
        {
            capability.AddTo(linker, scope);
        }
    }

    /// <summary>Puts what the operator gave into the stores.</summary>
    /// <exception cref="AppException">It cannot be put there.</exception>
    public void Seed(AppRuntimeOptions options)
    {
        if (options.InitialKeyValues.IsEmpty && options.InitialStatements.IsEmpty)
        {
            return;
        }

        if (_grants.Count == 0)
        {
            throw new AppException(DiagnosticCode.UnusableState, $"--key-value and --sqlite of app `{_app.Name}`: it has no component that could use a store or a database");
        }

        string source = "--key-value";
        try
        {
            foreach (KeyValueCapability stores in _capabilities.OfType<KeyValueCapability>())
            {
                stores.Seed(_grants.Values[0], options.InitialKeyValues);
            }

            foreach (SqliteCapability databases in _capabilities.OfType<SqliteCapability>())
            {
                foreach ((string label, string statements) in options.InitialStatements)
                {
                    source = $"--sqlite for the database `{label}`";
                    databases.Run(_grants.Values[0], label, statements);
                }
            }
        }
        catch (FailureException e)
        {
            throw new AppException(DiagnosticCode.UnusableState, $"{source} of app `{_app.Name}`: {e.Message}");
        }
    }

    /// <summary>Closes what is open; a second time does nothing. No guest may be running.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        foreach (Capability capability in _capabilities)
        {
            capability.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        Network.Dispose();
    }

    private IEnumerable<Diagnostic> Validate(ComponentModel component) => _capabilities
        .SelectMany(c => c.Validate(_grants[component.Id]))
        .Select(problem => ServedComponents.Error(_app, DiagnosticCode.UnknownGrant, component.Location, problem.Message, problem.Remedy));
}
