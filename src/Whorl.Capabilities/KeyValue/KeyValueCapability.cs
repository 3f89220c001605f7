using System.Collections.Frozen;
using System.Text;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Grants;
using Whorl.Components.Hosting;
using Whorl.Wasi;

namespace Whorl.Capabilities.KeyValue;

/// <summary>Gives components the key-value stores that their manifest names.</summary>
/// <param name="backends">Where the stores are kept, by label.</param>
/// <param name="limits">What guests may put in and get out.</param>
public sealed class KeyValueCapability(IReadOnlyDictionary<string, IKeyValueBackend> backends, KeyValueLimits limits) : Capability
{
    private readonly FrozenDictionary<string, IKeyValueBackend> _backends = backends.ToFrozenDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override string Name => "key-value";

    /// <inheritdoc/>
    public override IEnumerable<GrantProblem> Validate(ComponentGrants component)
    {
        ArgumentNullException.ThrowIfNull(component);
        return component.KeyValueStores.Where(label => !_backends.ContainsKey(label)).Order(StringComparer.Ordinal).Select(label => new GrantProblem(
            $"component `{component.Component}` asks for the key-value store `{label}`, which the runtime configuration does not have",
            $"Add [key_value_store.{label}] to the file of --runtime-config-file, or use the store `default`, which is always there."));
    }

    /// <inheritdoc/>
    public override void AddTo(ComponentLinker linker, Func<object?, CapabilityScope> scope)
    {
        ArgumentNullException.ThrowIfNull(linker);
        linker.Add(Bindings.Spin.KeyValue.Glue.Interface, state => new SpinKeyValueV1(Access(state)));
        linker.Add(Bindings.SpinV2_0_0.KeyValue.Glue.Interface, state => new SpinKeyValue(Access(state)));
        linker.Add(Bindings.KeyValue.KeyValue.Glue.Interface, state => new SpinKeyValue3(Access(state)));
        linker.Add(Bindings.Keyvalue.Store.Glue.Interface, state => new WasiKeyValue(Access(state)));
        linker.Add(Bindings.Keyvalue.Atomics.Glue.Interface, state => new WasiAtomics(Access(state)));
        linker.Add(Bindings.Keyvalue.Batch.Glue.Interface, state => new WasiBatch(Access(state)));

        StoreAccess Access(object? state) => new(scope(state), _backends, limits);
    }

    /// <summary>Sets keys of the store <c>default</c>, as an operator does before the app starts.</summary>
    /// <param name="operatorGrants">The app, and how long it may take.</param>
    /// <param name="values">Keys and values.</param>
    /// <exception cref="FailureException">They cannot be set.</exception>
    public void Seed(ComponentGrants operatorGrants, IReadOnlyCollection<KeyValuePair<string, string>> values)
    {
        ArgumentNullException.ThrowIfNull(operatorGrants);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0)
        {
            return;
        }

        if (!_backends.TryGetValue("default", out IKeyValueBackend? backend))
        {
            throw new FailureException(FailureKind.NotFound, "no component has the store `default` in its `key_value_stores`");
        }

        using var context = new WasiContext(new WasiContextOptions());
        using var call = new CapabilityCall(new CapabilityScope(operatorGrants, context), new CallTarget(Name, "set"));
        call.RunForOperator(() => backend.Open(operatorGrants.App, "default").SetAsync([.. values.Select(v => KeyValuePair.Create(v.Key, new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(v.Value))))], call));
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        foreach (IKeyValueBackend backend in _backends.Values.Distinct())
        {
            await backend.DisposeAsync().ConfigureAwait(false);
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }
}
