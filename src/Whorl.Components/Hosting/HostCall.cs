using Whorl.Components.Abi;
using Whorl.Components.Runtime;
using Whorl.Wasmtime;

namespace Whorl.Components.Hosting;

/// <summary>A call from a guest to a host function, while it runs.</summary>
public readonly ref struct HostCall
{
    private readonly HostCallee _callee;

    internal HostCall(HostCallee callee, CanonicalContext context, Span<ValRaw> args)
    {
        _callee = callee;
        Context = context;
        Args = args;
    }

    /// <summary>The flat parameters, as the canonical ABI passes them. The flat result, if there is one, goes to the first place.</summary>
    public Span<ValRaw> Args { get; }

    /// <summary>The caller's memory, allocator, strings and handles.</summary>
    public CanonicalContext Context { get; }

    /// <summary>The component instance that calls.</summary>
    public ComponentInstance Instance => Context.Instance;

    /// <summary>The object that implements the called interface in this store; made on first use.</summary>
    /// <typeparam name="T">The interface or class that the implementation was registered as.</typeparam>
    public T Host<T>()
        where T : class => (T)Instance.HostObject(_callee.HostSlot);
}
